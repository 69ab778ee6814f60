import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ledger } from "../../src/hook/ledger/ledger.ts";
import { createPostgresLedger } from "../../src/hook/ledger/postgres.ts";
import type { Database } from "../../src/hook/runtime/runtime.ts";
import { createSharedTimeouts } from "../../src/hook/runtime/shared-timeouts.ts";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { connectPostgres } from "../../src/serve/connect-postgres.ts";
import { accepted } from "../support/hook/examples.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres, withClient } from "../support/postgres/server.ts";
import { claimRequestOf, counterOf } from "./ledger-contract.ts";

let server: PostgresServer;
let database: Database;
beforeAll(async () => {
  server = await startTestPostgres();
  await migrate(server.url);
  database = connectPostgres(await hookRoleUrl(server.url), { ca: undefined });
});
afterAll(() => server.remove());

const within = () => ({ signal: AbortSignal.timeout(20_000) });
const ledgerOn = (of: Database): Ledger => createPostgresLedger({ database: of, randomUuid: randomUUID });
const total = counterOf("total", "", { count: 9, windowSeconds: 86_400 });
const emptied = () => sql(server.url, "truncate send_sms.requests, send_sms.counters");
const counted = async () =>
  Number((await sql(server.url, "select coalesce(sum(count), 0) as n from send_sms.counters"))[0]?.["n"]);

/** A process that gives its claim up before it is made; `land` makes it after all, unless the server has refused it. */
async function givesUp(key: string, { refused = false } = {}) {
  let land: () => Promise<unknown> = () => Promise.resolve();
  let held = false;
  const ledger = ledgerOn({
    query(...asked) {
      if (held) return database.query(...asked);
      held = true;
      if (refused) return Promise.reject(Object.assign(new Error("too late"), { code: "55P03" }));
      land = () => database.query(asked[0], asked[1], AbortSignal.timeout(20_000)).catch(() => {});
      return Promise.reject(new DOMException("", "TimeoutError"));
    },
  });
  const request = claimRequestOf(key, total);
  await expect(ledger.claim(request, within())).rejects.toThrow();
  return {
    land,
    end: (sent: boolean) =>
      ledger.settleUnheard?.(request, sent ? { outcome: accepted("unheard") } : undefined, within()),
  };
}

test("whatever order claims, ends and copies come in, windows hold what was sent and nobody waits for nothing", async () => {
  let nth = 0;
  // All processes of a project have one SMS_ON_LEDGER_DOWN.
  const attempts = fc.constantFrom(["refused"], ["sent", "sent though the server refused"]).chain((unheard) =>
    fc.array(fc.constantFrom("heard", ...unheard), { minLength: 1, maxLength: 4 })
  );
  const order = fc.array(fc.nat(), { minLength: 12, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(attempts, order, async (kinds, ranks) => {
      await emptied();
      const key = `property ${nth++}`;
      const copy = ledgerOn(database);
      let sentByOthers = 0;
      let sentUnheard = 0;
      const steps: (() => Promise<unknown>)[] = [];
      for (const kind of kinds) {
        if (kind === "heard") {
          steps.push(async () => {
            const { status } = await copy.claim(claimRequestOf(key, total), within());
            if (status !== "claimed") return;
            sentByOthers++;
            await copy.settle(key, { outcome: accepted("heard") }, within());
          });
          continue;
        }
        const one = await givesUp(key, { refused: kind === "sent though the server refused" });
        if (kind !== "refused") sentUnheard++;
        steps.push(one.land, () => Promise.resolve(one.end(kind !== "refused")));
      }
      const inOrder = steps.map((step, i) => ({ step, rank: ranks[i] ?? 0 }))
        .sort((a, b) => a.rank - b.rank);
      for (const { step } of inOrder) await step();

      expect(sentByOthers).toBeLessThanOrEqual(1);
      const sent = sentByOthers + sentUnheard;
      const known = await copy.outcomeOf(key, within());
      if (sent > 0) expect(known).toMatchObject({ status: "accepted" });
      else expect(known).toSatisfy((value) => value === "withdrawn" || value === undefined);
      // What was sent while nobody heard of its claim is counted where that was made.
      expect(await counted()).toBeLessThanOrEqual(sent);
      if (sentUnheard === 0) expect(await counted()).toBe(sent);
      const { status } = await copy.claim(claimRequestOf(key, total), within());
      expect(status).toBe(sent > 0 ? "duplicate" : "claimed");
    }),
    { numRuns: 40 },
  );
});

test("a claim that was given up is made by nobody, also where another try was refused in between", async () => {
  await emptied();
  const one = await givesUp("refused in between");
  await one.end(false);
  const none = counterOf("total", "", { count: 0, windowSeconds: 86_400 });
  await sql(server.url, "select send_sms.pause('test')");
  const verdict = await ledgerOn(database).claim(claimRequestOf("refused in between", none), within());
  expect(verdict.status).toBe("closed");
  await sql(server.url, "select send_sms.resume()");
  await one.land();
  expect(await counted()).toBe(0);
  expect(await ledgerOn(database).outcomeOf("refused in between", within())).toBe("withdrawn");
});

test("a claim is not made once the time is over that its hook waits", async () => {
  await emptied();
  const ledger = ledgerOn(database);
  await sql(
    server.url,
    "create or replace function send_sms.lock_counters(counters jsonb) returns void language sql as 'select pg_sleep(0.3)'",
  );
  const claimWithin = (withinMs: number) =>
    ledger.claim(claimRequestOf(`within ${withinMs}`, total), { ...within(), withinMs });
  await expect(claimWithin(200)).rejects.toMatchObject({ code: "55P03" });
  expect(await claimWithin(800)).toEqual({ status: "claimed" });
});

test("a claim that waits for a lock is refused while its hook still listens, on a connection that stays", async () => {
  const pids = async () =>
    (await sql(server.url, "select pid from pg_stat_activity where usename = 'send_sms_hook' order by pid"))
      .map(({ pid }) => pid);
  const timeout = createSharedTimeouts({ now: Date.now, timeout: (ms) => AbortSignal.timeout(ms) });
  const ledger = ledgerOn(database);
  await Promise.all(["a", "b"].map((key) => ledger.outcomeOf(key, within())));
  const before = await pids();
  await withClient(server.url, async (client) => {
    await client.query("select pg_advisory_lock(hashtextextended('send_sms request locked', 0))");
    // Six, as the hook's signals come anywhere within 50 ms before their time.
    for (let nth = 0; nth < 6; nth++) {
      await sleep(nth * 8);
      const late = { signal: timeout(200), withinMs: 200 };
      await expect(ledger.claim(claimRequestOf("locked"), late)).rejects.toMatchObject({ code: "55P03" });
    }
  });
  expect(await pids()).toEqual(before);
});

test("what the server has refused, and what has never left, needs no end where nothing was sent", async () => {
  let asked = 0;
  for (const error of [{ code: "55P03" }, { code: "ECONNREFUSED", unsent: true }]) {
    const ledger = ledgerOn({
      query: () => (asked++, Promise.reject(Object.assign(new Error("refused"), error))),
    });
    const request = claimRequestOf("refused");
    await expect(ledger.claim(request, within())).rejects.toThrow();
    await ledger.settleUnheard?.(request, undefined, within());
  }
  expect(asked).toBe(2);
});
