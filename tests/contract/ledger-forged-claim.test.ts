import { expect, test } from "vitest";
import { createSchemaWorld } from "../support/postgres/schema.ts";

const { one, run, runAsHook } = createSchemaWorld();

const RECORD = { number_hash: "hash", number_mask: "+861380013****", prefix: "861380013", flow: "signup" };
const claim = (details: object, seconds = 60) =>
  runAsHook(
    `select send_sms.claim('key', '${
      JSON.stringify([{ scope: "total", subject: "", seconds, max: 5, rule: "total" }])
    }', '${JSON.stringify(details)}')`,
  );

test("a claim writes what the hook knows of a request, and nothing that the ledger finds out", async () => {
  const time = "2026-01-01T00:00:00Z";
  await claim({
    ...RECORD,
    ip_hash: "ip",
    net_hash: "net",
    attempt: "attempt",
    verified_at: time,
    settled_at: time,
    control_id: 7,
    api: "forged",
    outcome: {},
    rule: "forged",
  });
  expect(
    await one(
      `select number_hash, ip_hash, net_hash, attempt, status, verified_at, settled_at, control_id, api,
      outcome, rule from send_sms.requests`,
    ),
  ).toEqual({
    number_hash: "hash",
    ip_hash: "ip",
    net_hash: "net",
    attempt: "attempt",
    status: "in_flight",
    verified_at: null,
    settled_at: null,
    control_id: null,
    api: null,
    outcome: null,
    rule: null,
  });
});

test("a claim opens no window of more than a year, which would close the project for good", async () => {
  await expect(claim(RECORD, 366 * 86_400 + 1)).rejects.toThrow("366 days");
  expect(await run("select from send_sms.counters")).toEqual([]);
  await claim(RECORD, 366 * 86_400);
  expect(await run("select from send_sms.counters")).toHaveLength(1);
});

test("a claim writes no user that is none, which would keep the guard from looking, and no prefix that is none", async () => {
  await expect(claim({ ...RECORD, prefix: "86 1" })).rejects.toMatchObject({ code: "23502" });
  await claim({ ...RECORD, user_id: "nobody" });
  expect(await one("select user_id from send_sms.requests")).toEqual({ user_id: null });
});
