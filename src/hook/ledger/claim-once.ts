import { MIN_SEND_MS } from "../budget.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { SendOutcome } from "../sms/sms-sender.ts";
import { downCauseOf } from "./down-cause.ts";
import type { KeptEnds } from "./kept-ends.ts";
import type { ClaimRequest, ClaimVerdict, KnownOutcome, Ledger, Settlement } from "./ledger.ts";
import type { SettleWithin } from "./settle-within.ts";

/** `ledgerDown` says that the ledger could not be asked, and why; another one may have stood in for it. */
export type ClaimResult =
  & (
    | { status: "claimed"; ledger: Ledger; observed?: string }
    | Extract<ClaimVerdict, { status: "limited" | "closed" }>
    | { status: "duplicate"; outcome: SendOutcome }
    | { status: "ledger_down"; cause: string }
  )
  & { ledgerDown?: string };

/** @param deadline when the answer must be out, Unix ms */
export type ClaimOnce = (request: ClaimRequest, deadline: number) => Promise<ClaimResult>;

/** What a claim may take of the budget; a ledger that needs longer counts as down. */
const CLAIM_MS = 1_000;
/** What it has where no time for a send is left: an answer that is known can still be given again. */
const MIN_CLAIM_MS = 200;
/** How soon a duplicate looks whether the first one has its outcome, twice as long each time up to the longest. */
const FIRST_LOOK_MS = 25;
const LONGEST_LOOK_MS = 400;

const TOO_LATE: ClaimResult = { status: "ledger_down", cause: "timeout", ledgerDown: "timeout" };

export interface ClaimOnceOptions {
  ledger: Ledger;
  /** Asked in place of a ledger that is down; where there is none, nothing is sent then. */
  standIn: Ledger | undefined;
  settleWithin: SettleWithin;
  keptEnds: KeptEnds;
  runtime: Runtime;
}

export function createClaimOnce(
  { ledger, standIn, settleWithin, keptEnds, runtime }: ClaimOnceOptions,
): ClaimOnce {
  function claim(from: Ledger, request: ClaimRequest, deadline: number): Promise<ClaimVerdict> {
    const left = deadline - runtime.now() - MIN_SEND_MS;
    const withinMs = Math.max(MIN_CLAIM_MS, Math.min(CLAIM_MS, left));
    return from === ledger && keptEnds.isDue()
      ? tellAndClaim(request, withinMs)
      : claimWithin(withinMs, from, request);
  }

  const claimWithin = (withinMs: number, from: Ledger, request: ClaimRequest) =>
    from.claim(request, { signal: runtime.timeout(withinMs), withinMs });

  async function tellAndClaim(request: ClaimRequest, withinMs: number): Promise<ClaimVerdict> {
    const until = runtime.now() + withinMs;
    await keptEnds.tell(runtime.timeout(withinMs / 2));
    return await claimWithin(until - runtime.now(), ledger, request);
  }

  function resultOf(
    verdict: ClaimVerdict,
    from: Ledger,
    request: ClaimRequest,
    deadline: number,
  ): ClaimResult | Promise<ClaimResult> {
    if (verdict.status === "claimed") return { ...verdict, ledger: from };
    return verdict.status === "duplicate" ? resultOfKnown(verdict.outcome, from, request, deadline) : verdict;
  }

  /** What became of the one that has claimed it, or a claim in its place where that one has withdrawn. */
  async function resultOfKnown(
    known: KnownOutcome,
    from: Ledger,
    request: ClaimRequest,
    deadline: number,
  ): Promise<ClaimResult> {
    const outcome = known === "in_flight" ? await untilSettled(from, request.key, deadline) : known;
    if (outcome !== "withdrawn") return { status: "duplicate", outcome };
    // What is claimed too late for a send would only have to be given back.
    if (deadline - runtime.now() < MIN_SEND_MS) return TOO_LATE;
    return resultOf(await claim(from, request, deadline), from, request, deadline);
  }

  /** Reads and claims nothing: each look of a hundred duplicates would otherwise be a transaction that writes. */
  async function untilSettled(
    from: Ledger,
    key: string,
    deadline: number,
  ): Promise<Exclude<KnownOutcome, "in_flight">> {
    for (
      let pause = FIRST_LOOK_MS;
      runtime.now() + pause < deadline;
      pause = Math.min(2 * pause, LONGEST_LOOK_MS)
    ) {
      await runtime.sleep(pause);
      const signal = runtime.timeout(Math.max(0, deadline - runtime.now()));
      // A look that fails is no reason to send: the claim is somebody else's.
      const outcome = await from.outcomeOf(key, { signal }).catch(() => undefined);
      if (outcome !== undefined && outcome !== "in_flight") return outcome;
    }
    return { status: "unconfirmed", cause: "first attempt still in flight" };
  }

  /** What the stand-in has claimed is its own to the end, also when the ledger is back meanwhile. */
  async function claimedBy(standIn: Ledger, request: ClaimRequest, deadline: number) {
    const outcome = await standIn.outcomeOf(request.key, { signal: runtime.timeout(MIN_CLAIM_MS) });
    if (outcome === undefined || outcome === "withdrawn") return undefined;
    return resultOfKnown(outcome, standIn, request, deadline);
  }

  /** The ledger's own claim may be made all the same, by now or later; nobody will send for it. */
  const settleUnheard = (request: ClaimRequest, settlement: Settlement | undefined, deadline: number) =>
    settleWithin(
      request.key,
      async (options) => await ledger.settleUnheard?.(request, settlement, options),
      deadline,
    );

  /** Tells the ledger as well what becomes of a claim that it did not answer. */
  const tellingBoth = (standIn: Ledger, request: ClaimRequest): Ledger => ({
    ...standIn,
    async settle(key, settlement, options) {
      await standIn.settle(key, settlement, options);
      await ledger.settleUnheard?.(request, settlement, options);
    },
  });

  return async function claimOnce(request, deadline) {
    const known = standIn && await claimedBy(standIn, request, deadline);
    if (known) return known;
    try {
      const verdict = await claim(ledger, request, deadline);
      // A copy with less time may have given the ledger up meanwhile, and have been sent for.
      const sentFor = standIn && verdict.status === "claimed" && await claimedBy(standIn, request, deadline);
      if (!sentFor) return await resultOf(verdict, ledger, request, deadline);
      if (sentFor.status === "duplicate") await settleUnheard(request, sentFor, deadline);
      return sentFor;
    } catch (error) {
      const ledgerDown = downCauseOf(error);
      if (standIn === undefined) {
        await settleUnheard(request, undefined, deadline);
        return { status: "ledger_down", cause: ledgerDown, ledgerDown };
      }
      const verdict = await claim(standIn, request, deadline);
      if (verdict.status === "claimed") {
        return { ...verdict, ledger: tellingBoth(standIn, request), ledgerDown };
      }
      const result = await resultOf(verdict, standIn, request, deadline);
      const settlement = result.status === "duplicate" ? { outcome: result.outcome } : undefined;
      await settleUnheard(request, settlement, deadline);
      return { ...result, ledgerDown };
    }
  };
}
