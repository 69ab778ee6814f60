import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createPostgresLedger } from "../../src/hook/ledger/postgres.ts";
import { accepted, recordOfExample } from "../support/hook/examples.ts";
import { createGuardWorld, MINUTE, uuid } from "../support/postgres/guard-world.ts";

const { run, one, runAsHook, verify, look, pass, now } = createGuardWorld();
const within = () => ({ signal: AbortSignal.timeout(20_000) });

/** A process that does not reach the ledger with its claims, sends all the same, and tells it later. */
function processAway() {
  let away = true;
  const ledger = createPostgresLedger({
    database: {
      query: (text, values) =>
        away
          ? Promise.reject(Object.assign(new Error("away"), { code: "ECONNREFUSED" }))
          : runAsHook(text, [...values]),
    },
    randomUuid: randomUUID,
    now,
  });
  return {
    async send(key: string, userId: string) {
      const request = { key, counters: [], record: recordOfExample({ userId, flow: "signup" }) };
      await expect(ledger.claim(request, within())).rejects.toThrow("away");
      await run("insert into auth.users (id) values ($1)", [userId]);
      return async () => {
        away = false;
        await ledger.settleUnheard?.(request, { outcome: accepted() }, within());
      };
    },
  };
}

// A process keeps what it could not tell for as long as the ledger is away from it, which may be hours.
test.each([2, 5 * 60])(
  "a code that was used before the ledger heard of its request, %i minutes later, counts as used",
  async (minutes) => {
    const tell = await processAway().send("sent meanwhile", uuid(1));
    await pass(MINUTE / 2);
    await verify(uuid(1));
    await pass(minutes * MINUTE);
    await tell();
    await look("on");
    expect(
      await one(`select extract(epoch from send_sms.clock() - created_at)::int as ago,
        extract(epoch from verified_at - created_at)::int as used_after from send_sms.requests`),
    ).toEqual({ ago: 30 + minutes * 60, used_after: 30 });
  },
);

describe("how long ago a request was asked for is believed", () => {
  test.each<[string, unknown, number]>([
    ["for a day at the most: what the guard looks back to", 400 * 24 * 60 * MINUTE, 86_400],
    ["not where it lies ahead", -5 * MINUTE, 0],
    ["as now where a process does not say it", undefined, 0],
  ])("%s", async (_, askedMsAgo, seconds) => {
    const details = { number_hash: "h", number_mask: "m", prefix: "861380013", flow: "signup", attempt: "a" };
    await run("select send_sms.settle('told', $1)", [
      JSON.stringify({ attempt: "a", details, askedMsAgo, givesBack: false, outcome: accepted() }),
    ]);
    expect(
      await one(
        "select extract(epoch from send_sms.clock() - created_at)::int as ago from send_sms.requests",
      ),
    ).toEqual({ ago: seconds });
  });
});
