import { createHash, randomUUID } from "node:crypto";
import { downCauseOf } from "../../../src/hook/ledger/down-cause.ts";
import type { ClaimRequest, Ledger, Settlement } from "../../../src/hook/ledger/ledger.ts";
import type { Counter } from "../../../src/hook/ledger/limits.ts";
import { createPostgresLedger } from "../../../src/hook/ledger/postgres.ts";
import { connectPostgres } from "../../../src/serve/connect-postgres.ts";

/** What every request counts towards: its own number, or also one counter that all share. */
export type Counting = "own" | "shared";

/** For the locks of others (`lock_not_available`, PostgreSQL manual, appendix A), or for a connection. */
const WAITED_TOO_LONG = ["sqlstate_55P03", "ETIMEDOUT"];
/** Never full, so that every request is claimed. */
const PLENTY = 1_000_000_000;
const rules = (...windows: number[]) => windows.map((windowSeconds) => ({ count: PLENTY, windowSeconds }));

export const countersFor = (numberHash: string, counting: Counting): Counter[] => [
  { scope: "per_number", subject: numberHash, rules: rules(60, 3_600, 86_400) },
  ...(counting === "shared" ? [{ scope: "total", subject: "", rules: rules(86_400) } as const] : []),
];

export const SETTLEMENT: Settlement = {
  outcome: { status: "accepted", receiptId: "900619746936498440^0" },
  route: { api: "dysmsapi", sign: "性能测试", template: "SMS_000000000" },
  sendMs: 120,
};

export const recordFor = (numberHash: string): ClaimRequest["record"] => ({
  numberHash,
  numberMask: "+861380013****",
  country: "CN",
  prefix: "861380013",
  ipHash: numberHash,
  netHash: () => numberHash,
  flow: "signup",
  verifiedFactor: false,
  userId: randomUUID(),
});

function anyRequest(counting: Counting): ClaimRequest {
  const key = randomUUID();
  const numberHash = createHash("md5").update(key).digest("hex");
  return { key, counters: countersFor(numberHash, counting), record: recordFor(numberHash) };
}

/** As many ledgers as processes, each over connections of its own. */
export const ledgersOn = (url: string, processes: number, connections = 1): Ledger[] =>
  Array.from({ length: processes }, () => {
    const database = connectPostgres(url, { ca: undefined, connections });
    return createPostgresLedger({ database });
  });

export interface Traffic {
  smsPerSecond: number;
  /** Of all claims, those that waited too long for the others and were refused. */
  refused: number;
  /** Of a claim and a settlement together, sorted, in ms. */
  latencies: Float64Array;
}

/** Callers that claim and settle one request after another, for some seconds. */
export async function runTraffic(
  { ledgers, callers, counting, seconds }: {
    ledgers: readonly Ledger[];
    /** On each ledger. */
    callers: number;
    counting: Counting;
    seconds: number;
  },
): Promise<Traffic> {
  const latencies: number[] = [];
  let refused = 0;
  const signal = AbortSignal.timeout((seconds + 30) * 1_000);
  // Connecting is no part of it.
  await Promise.all(ledgers.map((ledger) => ledger.outcomeOf("", { signal })));
  const from = performance.now();
  async function call(ledger: Ledger): Promise<void> {
    for (let at = performance.now(); at - from < seconds * 1_000; at = performance.now()) {
      const request = anyRequest(counting);
      const status = await ledger.claim(request, { signal }).then(
        (verdict) => verdict.status,
        (error: unknown) => downCauseOf(error),
      );
      if (WAITED_TOO_LONG.includes(status)) {
        refused++;
        continue;
      }
      if (status !== "claimed") throw new Error(`Cannot measure: a claim was ${status}`);
      await ledger.settle(request.key, SETTLEMENT, { signal }).catch(() => {});
      latencies.push(performance.now() - at);
    }
  }
  await Promise.all(ledgers.flatMap((ledger) => Array.from({ length: callers }, () => call(ledger))));
  const took = (performance.now() - from) / 1_000;
  const share = refused / (refused + latencies.length);
  return {
    smsPerSecond: latencies.length / took,
    refused: share,
    latencies: Float64Array.from(latencies).sort(),
  };
}
