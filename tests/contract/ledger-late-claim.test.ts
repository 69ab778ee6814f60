import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeHook } from "../../src/hook/compose.ts";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { connectPostgres } from "../../src/serve/connect-postgres.ts";
import { randomMainland, signupBody } from "../support/hook/bodies.ts";
import { ENV } from "../support/hook/config.ts";
import { signAsAuth } from "../support/hook/signing.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres, withClient } from "../support/postgres/server.ts";

/** Of the lock that keeps a claim from being committed. */
const LOCK = 42;

let server: PostgresServer;
let url: string;
beforeAll(async () => {
  server = await startTestPostgres();
  await migrate(server.url);
  url = await hookRoleUrl(server.url);
  // A claim is past all that it checks by then, so it comes however late: as where a disk or a server stands still.
  await sql(
    server.url,
    `create function public.wait() returns trigger language plpgsql as
      'begin perform pg_advisory_xact_lock(${LOCK}); return null; end';
    create constraint trigger wait after insert on send_sms.requests deferrable initially deferred
      for each row when (new.status = 'in_flight') execute function public.wait()`,
  );
});
afterAll(() => server.remove());
beforeEach(() => sql(server.url, "truncate send_sms.requests, send_sms.counters"));

/**
 * One process of the function, on the real clock; its provider takes every SMS.
 * @param options `freezes`: nothing runs behind its answers
 */
async function startProcess(onLedgerDown: "refuse" | "send", { freezes = false } = {}) {
  let sent = 0;
  const behind: Promise<unknown>[] = [];
  const { app } = await composeHook({
    ...ENV,
    SMS_LEDGER: "postgres",
    SMS_LEDGER_DATABASE_URL: url,
    SMS_ON_LEDGER_DOWN: onLedgerDown,
    SMS_LIMIT_PER_NUMBER: "1/1h",
    SMS_GUARD: "off",
  }, {
    now: Date.now,
    randomUuid: () => crypto.randomUUID(),
    fetch: () => {
      sent++;
      return Promise.resolve(Response.json({ Code: "OK", Message: "OK", RequestId: "r", BizId: "b^0" }));
    },
    sleep,
    timeout: (ms) => AbortSignal.timeout(ms),
    writeLog: () => {},
    connect: (...options) => Promise.resolve(connectPostgres(...options)),
    ...(!freezes && { waitUntil: (promise) => void behind.push(promise) }),
  });
  return {
    sent: () => sent,
    /** What it does behind its answers is done. */
    atRest: () => Promise.all(behind),
    async ask(body: string): Promise<string> {
      const response = await app.request("/send-sms", { method: "POST", headers: signAsAuth(body), body });
      return await response.text();
    },
  };
}

/** Keeps claims from being committed until the lock is let go. */
const whileHeld = (use: (letGo: () => Promise<unknown>) => Promise<void>) =>
  withClient(server.url, async (client: pg.Client) => {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await use(() => client.query("select pg_advisory_unlock($1)", [LOCK]));
  });

const counted =
  async () => (await sql(server.url, "select scope, count from send_sms.counters where count > 0"));
const requests = () => sql(server.url, "select status, rule from send_sms.requests");

describe("a claim that is made after its time is over", () => {
  test("gives its windows back where the request was refused, and a retry sends exactly one SMS", async () => {
    const [first, other] = await Promise.all([startProcess("refuse"), startProcess("refuse")]);
    const body = signupBody("v2.196.0", { phone: randomMainland() });
    await whileHeld(async (letGo) => {
      expect(await first.ask(body)).toContain("sms_provider_unavailable");
      await letGo();
    });
    await first.atRest();
    expect(await requests()).toEqual([{ status: "rejected", rule: "ledger_down" }]);
    expect(await counted()).toEqual([]);
    expect(await other.ask(body)).toBe("{}");
    expect(await first.ask(body)).toBe("{}");
    expect(first.sent() + other.sent()).toBe(1);
    await Promise.all([first.atRest(), other.atRest()]);
    expect(await counted()).toEqual([{ scope: "per_number", count: 1 }]);
  });

  test("keeps no copy waiting for what nobody sends: one of them takes it over", async () => {
    const [first, other] = await Promise.all([startProcess("refuse"), startProcess("refuse")]);
    const body = signupBody("v2.196.0", { phone: randomMainland() });
    let copies: Promise<string[]> | undefined;
    await whileHeld(async (letGo) => {
      const refused = first.ask(body);
      await sleep(700);
      // They wait for the claim's lock, find it made and wait for its end.
      copies = Promise.all([other.ask(body), other.ask(body)]);
      expect(await refused).toContain("sms_provider_unavailable");
      await letGo();
    });
    expect(await copies).toEqual(["{}", "{}"]);
    expect(first.sent() + other.sent()).toBe(1);
    await Promise.all([first.atRest(), other.atRest()]);
    expect(await requests()).toEqual([{ status: "accepted", rule: null }]);
    expect(await counted()).toEqual([{ scope: "per_number", count: 1 }]);
  });

  test("gives them back before the next claim where nothing runs behind an answer", async () => {
    const process = await startProcess("refuse", { freezes: true });
    const phone = randomMainland();
    await whileHeld(async (letGo) => {
      expect(await process.ask(signupBody("v2.196.0", { phone }))).toContain("sms_provider_unavailable");
      await letGo();
    });
    await expect.poll(requests).toEqual([{ status: "in_flight", rule: null }]);
    // The one code of this hour.
    expect(await process.ask(signupBody("v2.196.0", { phone }))).toBe("{}");
    expect(process.sent()).toBe(1);
    expect(await counted()).toEqual([{ scope: "per_number", count: 1 }]);
  });

  test("is settled with what was sent without it, so that no other process sends again", async () => {
    const [first, other] = await Promise.all([startProcess("send"), startProcess("send")]);
    const body = signupBody("v2.196.0", { phone: randomMainland() });
    await whileHeld(async (letGo) => {
      expect(await first.ask(body)).toBe("{}");
      await letGo();
    });
    await first.atRest();
    expect(await requests()).toEqual([{ status: "accepted", rule: null }]);
    expect(await counted()).toEqual([{ scope: "per_number", count: 1 }]);
    expect(await other.ask(body)).toBe("{}");
    expect(first.sent() + other.sent()).toBe(1);
  });
});

test("what is sent after a claim that the server refused is in the ledger, and no other process sends again", async () => {
  const [first, other] = await Promise.all([startProcess("send"), startProcess("send")]);
  const body = signupBody("v2.196.0", { phone: randomMainland() });
  await withClient(server.url, async (client) => {
    await client.query("begin; lock table send_sms.counters in exclusive mode");
    expect(await first.ask(body)).toBe("{}");
  });
  await first.atRest();
  expect(await requests()).toEqual([{ status: "accepted", rule: null }]);
  expect(await other.ask(body)).toBe("{}");
  expect(first.sent() + other.sent()).toBe(1);
});
