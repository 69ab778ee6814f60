import type { Runtime } from "../runtime/runtime.ts";
import type { SendOutcome } from "../sms/sms-sender.ts";
import type { ClaimRequest, ClaimVerdict, Ledger } from "./ledger.ts";

/** `unclaimed`: the ledger is down and the operator prefers sending to refusing. */
export type ClaimResult =
  | Extract<ClaimVerdict, { status: "claimed" | "limited" }>
  | { status: "duplicate"; outcome: SendOutcome }
  | { status: "ledger_down" }
  | { status: "unclaimed" };

export type ClaimOnce = (
  request: ClaimRequest,
  budget: { deadline: number; signal: AbortSignal },
) => Promise<ClaimResult>;

/** How often a duplicate looks whether the first one has its outcome; works across processes too. */
const LOOK_AGAIN_MS = 25;

export function createClaimOnce(
  { ledger, runtime, onLedgerDown }: { ledger: Ledger; runtime: Runtime; onLedgerDown: "refuse" | "send" },
): ClaimOnce {
  return async function claimOnce(request, { deadline, signal }) {
    for (;;) {
      let verdict: ClaimVerdict;
      try {
        verdict = await ledger.claim(request, { signal });
      } catch {
        return { status: onLedgerDown === "send" ? "unclaimed" : "ledger_down" };
      }
      if (verdict.status !== "duplicate") return verdict;
      if (verdict.outcome !== "in_flight") return { status: "duplicate", outcome: verdict.outcome };
      if (runtime.now() + LOOK_AGAIN_MS >= deadline) {
        return {
          status: "duplicate",
          outcome: { status: "unconfirmed", cause: "first attempt still in flight" },
        };
      }
      await runtime.sleep(LOOK_AGAIN_MS);
    }
  };
}
