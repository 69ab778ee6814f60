import { describe, expect, test } from "vitest";
import { accepted, recordOfExample, rejected, unconfirmed } from "../support/hook/examples.ts";
import { NOON } from "../support/hook/runtime.ts";
import { createSchemaWorld } from "../support/postgres/schema.ts";
import { counterOf } from "./ledger-contract.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const { run, one, runAsHook, clockAt, claim, settle } = createSchemaWorld();

describe("a window", () => {
  const rule = { count: 1, windowSeconds: 60 };

  test("lasts no longer than its length when the database's clock is set back", async () => {
    await claim("a", counterOf("total", "", rule));
    await clockAt(NOON - DAY);
    expect(await claim("b", counterOf("total", "", rule))).toMatchObject({ retryAfterSeconds: 60 });
    await clockAt(NOON - DAY + MINUTE - 1);
    expect(await claim("b", counterOf("total", "", rule))).toMatchObject({ retryAfterSeconds: 1 });
    await clockAt(NOON - DAY + MINUTE);
    expect(await claim("b", counterOf("total", "", rule))).toEqual({ status: "claimed" });
  });

  test("is the same for two rules of one length, and both hold", async () => {
    const counter = counterOf("total", "", { count: 3, windowSeconds: 60 }, { count: 2, windowSeconds: 60 });
    const verdicts = [];
    for (const key of ["a", "b", "c"]) verdicts.push(await claim(key, counter));
    expect(verdicts).toEqual([
      { status: "claimed" },
      { status: "claimed" },
      { status: "limited", rule: "total 2/60s", retryAfterSeconds: 60 },
    ]);
  });
});

describe("what the owner sees", () => {
  const limit = counterOf("per_number", "x", { count: 2, windowSeconds: 3_600 });

  async function someTraffic(): Promise<void> {
    for (const key of ["sent", "failed", "refused"]) {
      await claim(key, counterOf("total", "", { count: 9, windowSeconds: 60 }), limit);
    }
    await settle("sent");
    await settle("failed", rejected("misconfigured", "isv.SMS_SIGNATURE_ILLEGAL"));
    await run("select send_sms.block('CN', interval '1 hour', 'pumped')");
    await claim("blocked", limit);
  }

  test("is every request with how it ended, refused ones too", async () => {
    await someTraffic();
    const rows = await run(
      "select key, status, reason, number_mask, api, send_ms from send_sms.recent order by key",
    );
    expect(rows).toEqual([
      { key: "blocked", status: "closed", reason: "blocked CN", api: null, send_ms: null },
      {
        key: "failed",
        status: "rejected",
        reason: "isv.SMS_SIGNATURE_ILLEGAL",
        api: "dysmsapi",
        send_ms: 120,
      },
      { key: "refused", status: "limited", reason: "per_number 2/1h", api: null, send_ms: null },
      { key: "sent", status: "accepted", reason: null, api: "dysmsapi", send_ms: 120 },
    ].map((row) => ({ ...row, number_mask: recordOfExample().numberMask })));
  });

  test("adds up by hour, reason, country and template", async () => {
    await someTraffic();
    await run("select send_sms.receive($1)", [JSON.stringify([report({ outId: "sent" })])]);
    expect(await one("select * from send_sms.by_hour")).toMatchObject({
      requests: "4",
      sent: "1",
      rejected: "1",
      refused: "2",
      in_flight: "0",
      delivered: "1",
      undelivered: "0",
      send_ms_p50: 120,
    });
    expect(await run("select reason, requests from send_sms.by_reason order by reason")).toEqual([
      { reason: "blocked CN", requests: "1" },
      { reason: "isv.SMS_SIGNATURE_ILLEGAL", requests: "1" },
      { reason: "per_number 2/1h", requests: "1" },
    ]);
    expect(await one("select * from send_sms.by_country")).toMatchObject({
      country: "CN",
      requests: "4",
      sent: "1",
    });
    expect(await one("select * from send_sms.by_template")).toMatchObject({
      template: "SMS_1",
      sent: "1",
      delivered: "1",
    });
  });
});

const report = (changes: Record<string, unknown> = {}) => ({
  outId: "",
  bizId: "",
  delivered: true,
  code: "DELIVERED",
  reportedAt: "2026-08-20T12:00:05Z",
  ...changes,
});

describe("a receipt", () => {
  const receive = async (...reports: unknown[]) =>
    (await one("select send_sms.receive($1) as n", [JSON.stringify(reports)]))?.["n"];
  const seen = () => one("select delivered, delivery_code from send_sms.recent where key = 'key'");

  test("may come before the send is settled", async () => {
    await claim("key");
    await receive(report({ outId: "key", bizId: "biz" }));
    await settle("key", accepted("biz"));
    expect(await seen()).toEqual({ delivered: true, delivery_code: "DELIVERED" });
  });

  test("finds its request by the receipt's id where it names no other", async () => {
    await claim("key");
    await receive(report({ bizId: "biz" }));
    await settle("key", accepted("biz"));
    expect(await seen()).toEqual({ delivered: true, delivery_code: "DELIVERED" });
  });

  test("that comes twice, or late with older news, changes nothing", async () => {
    await claim("key");
    await settle("key", accepted("biz"));
    const newest = report({ outId: "key", bizId: "biz", delivered: false, code: "MK:0001" });
    expect(await receive(newest, newest)).toBe(1);
    expect(await receive(newest)).toBe(0);
    expect(await receive(report({ outId: "key", bizId: "biz", reportedAt: "2026-08-20T12:00:01Z" }))).toBe(0);
    expect(await seen()).toEqual({ delivered: false, delivery_code: "MK:0001" });
  });

  test("from the future is none: it would outlast every later one", async () => {
    await claim("key");
    const ahead = (ms: number) => report({ outId: "key", reportedAt: new Date(NOON + ms).toISOString() });
    expect(await receive(ahead(DAY), ahead(1_000 * DAY), report({ outId: "another" }))).toBe(1);
    expect(await receive(ahead(DAY - MINUTE))).toBe(1);
  });

  test("may come before the ledger hears of its request, which was sent while it was down", async () => {
    await receive(report({ outId: "late" }), report({ outId: "unclear", delivered: false, code: "MK:0001" }));
    for (const [key, outcome] of [["late", accepted("biz")], ["unclear", unconfirmed()]] as const) {
      const attempt = "given up";
      const details = { number_hash: "h", number_mask: "m", prefix: "861380013", flow: "signin", attempt };
      const unheard = { attempt, details, outcome, givesBack: false };
      await run("select send_sms.settle($1, $2)", [key, JSON.stringify(unheard)]);
    }
    expect(await run("select key, status, delivered from send_sms.recent order by key")).toEqual([
      { key: "late", status: "accepted", delivered: true },
      { key: "unclear", status: "unconfirmed", delivered: false },
    ]);
  });

  test("of nobody is kept, and one without an id is not", async () => {
    expect(await receive(report({ outId: "another project's" }), report())).toBe(1);
  });
});

describe("retention", () => {
  const purge = async (days: number) => (await one("select send_sms.purge($1) as n", [days]))?.["n"];

  test("deletes what is older than its days, in batches, until nothing is left to delete", async () => {
    await run(
      `insert into send_sms.requests (key, status, number_hash, number_mask, prefix, flow, created_at)
        select 'old ' || n, 'accepted', 'h', 'm', '86138', 'signin', send_sms.clock() - interval '91 days'
        from generate_series(1, 1500) as n`,
    );
    await claim("young");
    expect([await purge(90), await purge(90), await purge(90)]).toEqual([1000, 500, 0]);
    expect(await run("select key from send_sms.requests")).toEqual([{ key: "young" }]);
  });

  test("by the hook's role stops at what the owner has said: a week, until they say otherwise", async () => {
    await run(
      `insert into send_sms.requests (key, status, number_hash, number_mask, prefix, flow, created_at)
        select days, 'accepted', 'h', 'm', '86138', 'signin', send_sms.clock() - days * interval '1 day'
        from unnest(array[2, 4, 8]) as days`,
    );
    const asHook = async (days: string) => (await runAsHook(`select send_sms.purge(${days}) as n`))[0]?.["n"];
    expect([await asHook("30"), await asHook("1")]).toEqual([0, 1]);
    for (const days of ["null", "0", "-9", "10000", "2147483647"]) {
      await expect(asHook(days)).rejects.toThrow(/^Cannot purge: .*1 to 9999 days.*1 到 9999$/);
    }
    expect(await asHook("9999")).toBe(0);
    await expect(runAsHook("update send_sms.retention set keep_days_at_least = 1"))
      .rejects.toMatchObject({ code: "42501" });
    await run("update send_sms.retention set keep_days_at_least = 3");
    expect(await asHook("1")).toBe(1);
    expect(await purge(1)).toBe(1);
    await run("update send_sms.retention set keep_days_at_least = 2147483647");
    expect(await asHook("1")).toBe(0);
    await run("update send_sms.retention set keep_days_at_least = 7");
  });

  test("keeps an open window and what can still be repeated", async () => {
    const counter = counterOf("total", "", { count: 1, windowSeconds: 3_600 });
    await claim("key", counter);
    await purge(1);
    expect((await claim("another", counter)).status).toBe("limited");
    await clockAt(NOON + 3 * 60 * MINUTE);
    expect(await purge(1)).toBe(1);
    expect((await claim("key", counter)).status).toBe("duplicate");
  });

  test("waits for no claim that is under way", async () => {
    await run(
      `insert into send_sms.requests (key, status, number_hash, number_mask, prefix, flow, created_at)
        values ('old', 'in_flight', 'h', 'm', '86138', 'signin', send_sms.clock() - interval '91 days')`,
    );
    // A settlement that has not come to its end holds the row.
    const holding = run(
      "begin; update send_sms.requests set status = 'accepted'; select pg_sleep(1); commit",
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const from = performance.now();
    expect(await purge(90)).toBe(0);
    expect(performance.now() - from).toBeLessThan(500);
    await holding;
    expect(await purge(90)).toBe(1);
  });
});

test("forgetting a number deletes what is kept of it, but not what may still be repeated", async () => {
  const { numberHash } = recordOfExample();
  const counter = counterOf("per_number", numberHash, { count: 9, windowSeconds: 86_400 });
  await claim("old", counter);
  await settle("old");
  await run("select send_sms.receive($1)", [JSON.stringify([report({ outId: "old" })])]);
  await clockAt(NOON + 30 * MINUTE);
  await claim("new", counter);
  const forget = async () => (await one("select send_sms.forget($1) as gone", [numberHash]))?.["gone"];
  expect(await forget()).toEqual({ requests: 1, receipts: 1, counters: 1, kept: 1 });
  await clockAt(NOON + 41 * MINUTE);
  expect(await forget()).toEqual({ requests: 1, receipts: 0, counters: 0, kept: 0 });
});
