import * as z from "zod/mini";
import type { Database } from "../runtime/runtime.ts";
import type { SendOutcome } from "../sms/sms-sender.ts";
import { downCauseOf, mayBeDone } from "./down-cause.ts";
import { type ClaimRequest, type ClaimVerdict, givesBack, type Ledger, type Settlement } from "./ledger.ts";
import type { GuardMode } from "./guard-now-and-then.ts";
import { formatRule } from "./limits.ts";
import type { RequestRecord } from "./request-record.ts";

/** Nothing but the role's own rights and these functions is needed; see supabase/migrations. */
const CLAIM = "select send_sms.claim($1, $2::jsonb, $3::jsonb) as answer";
const SETTLE = "select send_sms.settle($1, $2::jsonb)";
const OUTCOME_OF = "select send_sms.outcome_of($1) as answer";
/**
 * The connection went while the answer was awaited, ours or the pooler's, and the claim may be committed (PostgreSQL
 * manual, appendix A; `mayBeDone` says which poolers).
 */
const ANSWER_LOST = [
  "ECONNRESET",
  "EPIPE",
  "sqlstate_57P01",
  "sqlstate_57P02",
  "sqlstate_08006",
  "sqlstate_08P01",
  "sqlstate_XX000",
];

interface PostgresLedgerOptions {
  database: Database;
  guard?: GuardMode;
  onSettled?: () => void;
  /** Hears of every request that the guard refused. */
  onRefused?: () => void;
  /** Without it a claim whose answer was lost is not asked for again, nor ended. */
  randomUuid?: () => string;
  /** Tells the ledger how long ago that claim was asked for, by the difference of two of its times. */
  now?: () => number;
}

/**
 * The ledger that every process shares: one statement, and so one transaction, for each call. It keeps nothing
 * between them, so it may stand behind a pooler that gives every transaction another connection.
 */
export function createPostgresLedger(
  { database, guard = "off", onSettled, onRefused, randomUuid, now }: PostgresLedgerOptions,
): Ledger {
  async function ask(text: string, values: readonly unknown[], signal: AbortSignal): Promise<unknown> {
    const [row] = await database.query(text, values, signal);
    return row?.["answer"];
  }

  /** Under which mark a request was last claimed and when, and whether that claim may have been made. */
  const claims = new WeakMap<
    ClaimRequest,
    { attempt: string; askedAt: number | undefined; mayBeMade: Promise<boolean> }
  >();

  /** Whoever names the attempt that made a claim is the one who has not sent yet, and may take it up. */
  async function claim(
    request: ClaimRequest,
    attempt: string | undefined,
    { signal, withinMs }: Parameters<Ledger["claim"]>[1],
  ): Promise<ClaimVerdict> {
    const details = JSON.stringify({ ...columnsOf(request.record), guard, attempt, within: withinMs });
    const values = [request.key, rulesOf(request), details];
    const answer = await ask(CLAIM, values, signal).catch((error: unknown) => {
      if (attempt === undefined || signal.aborted || !ANSWER_LOST.includes(downCauseOf(error))) throw error;
      // What is not even asked a second time may still have been made the first time.
      return ask(CLAIM, values, signal).catch((second) => {
        throw mayBeDone(second) ? second : error;
      });
    });
    const verdict = verdictOf(VERDICT.parse(answer));
    if (verdict.status === "closed" && verdict.by === "guard") onRefused?.();
    return verdict;
  }

  return {
    claim(request, options) {
      const attempt = randomUuid?.();
      const verdict = claim(request, attempt, options);
      if (attempt !== undefined) {
        claims.set(request, { attempt, askedAt: now?.(), mayBeMade: verdict.then(() => true, mayBeDone) });
      }
      return verdict;
    },
    async outcomeOf(key, { signal }) {
      const answer = await ask(OUTCOME_OF, [key], signal);
      return answer === null ? undefined : KNOWN.parse(answer);
    },
    async settle(key, settlement, { signal }) {
      await ask(SETTLE, [key, JSON.stringify(settlementOf(settlement))], signal);
      onSettled?.();
    },
    async settleUnheard(request, settlement, { signal }) {
      const claimed = claims.get(request);
      if (claimed === undefined) return;
      // What was sent is told in any case: a claim that was refused has left nothing that says so.
      if (settlement === undefined && !await claimed.mayBeMade) return;
      const { attempt, askedAt } = claimed;
      const askedMsAgo = now && askedAt !== undefined ? now() - askedAt : undefined;
      const details = { ...columnsOf(request.record), attempt };
      const known = settlement ? settlementOf(settlement) : { givesBack: true };
      const unheard = { ...known, attempt, details, askedMsAgo };
      await ask(SETTLE, [request.key, JSON.stringify(unheard)], signal);
    },
  };
}

const rulesOf = ({ counters }: ClaimRequest): string =>
  JSON.stringify(counters.flatMap(({ scope, subject, rules }) =>
    rules.map((rule) => ({
      scope,
      subject,
      seconds: rule.windowSeconds,
      max: rule.count,
      rule: `${scope} ${formatRule(rule)}`,
    }))
  ));

const columnsOf = (record: RequestRecord) => ({
  number_hash: record.numberHash,
  number_mask: record.numberMask,
  country: record.country,
  prefix: record.prefix,
  ip_hash: record.ipHash,
  net_hash: record.netHash(),
  flow: record.flow,
  verified_factor: record.verifiedFactor,
  user_id: record.userId,
});

/** The provider's request id is in the log of the first attempt. */
function settlementOf({ outcome: { trace: _, ...outcome }, route, sendMs }: Settlement) {
  return { outcome, givesBack: givesBack(outcome), route, sendMs };
}

/** Written by `settle` above, so its parts are what they were. */
const OUTCOME = z.custom<SendOutcome>((value) => z.object({ status: z.string() }).safeParse(value).success);
const IN_FLIGHT = z.literal("in_flight");
const KNOWN = z.union([IN_FLIGHT, z.literal("withdrawn"), OUTCOME]);
const VERDICT = z.discriminatedUnion("status", [
  z.object({ status: z.literal("claimed"), observed: z.optional(z.string()) }),
  z.object({ status: z.literal("duplicate"), outcome: z.union([IN_FLIGHT, OUTCOME]) }),
  z.object({ status: z.literal("limited"), rule: z.string(), retryAfterSeconds: z.number() }),
  z.object({
    status: z.literal("closed"),
    control: z.enum(["paused", "blocked"]),
    by: z.optional(z.literal("guard")),
    reason: z.string(),
    subject: z.optional(z.string()),
    until: z.optional(z.string()),
  }),
]);

/** As `send_sms.block` writes it. */
const BLOCKABLE = /^([A-Z]{2}|[1-9]\d{0,8})$/;

/** An operator may have written a number into the reason or the table itself, and both are logged. */
function verdictOf(answer: z.infer<typeof VERDICT>): ClaimVerdict {
  if (answer.status === "claimed") {
    return answer.observed === undefined
      ? { status: "claimed" }
      : { status: "claimed", observed: answer.observed };
  }
  if (answer.status !== "closed") return answer;
  const { until, by, subject, ...closed } = answer;
  return {
    ...closed,
    reason: closed.reason.replace(/\d[\d\s-]{5,}\d/g, "****"),
    ...(by !== undefined && { by }),
    ...(subject !== undefined && BLOCKABLE.test(subject) && { subject }),
    ...(until !== undefined && { until }),
  };
}
