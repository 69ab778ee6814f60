import { describe, expect, test } from "vitest";
import { NOON } from "../support/hook/runtime.ts";
import { putRequests, type Row } from "../support/postgres/put-requests.ts";
import { createSchemaWorld } from "../support/postgres/schema.ts";
import { sql } from "../support/postgres/server.ts";

const HOUR = 3_600_000;
const { run, one, readerUrl } = createSchemaWorld();

const put = (...rows: Row[]) => putRequests(run, ...rows);
const prices = (given: Record<string, number>, currency = "CNY") =>
  run("select send_sms.set_prices($1, $2)", [JSON.stringify(given), currency]);

async function aDay(): Promise<void> {
  await put(
    { key: "typed in", sendMs: 80, delivered: 4, verified: 20 },
    { key: "lost", sendMs: 120, delivered: "MK:0001", template: "SMS_2" },
    { key: "unknown", status: "unconfirmed", code: "timeout", sendMs: 900 },
    { key: "limit", status: "limited", rule: "per_number 5/1h", number: "lost" },
    { key: "abroad", hours: 1, country: "HK", prefix: "8529", delivered: 6, sendMs: 200 },
    { key: "sign", hours: 1, status: "rejected", code: "isv.SMS_SIGNATURE_ILLEGAL", sendMs: 60 },
    { key: "next day", hours: 24, country: null, prefix: "870", sendMs: 300 },
  );
}

describe("sums by time", () => {
  test("add up what was sent, refused, delivered and typed in, how long it took and what it cost", async () => {
    await prices({ CN: 0.045, HK: 0.5 });
    await aDay();
    const rows = await run("select * from send_sms.by_hour order by hour");
    expect(rows).toEqual([
      {
        hour: new Date(NOON),
        requests: "4",
        sent: "3",
        rejected: "0",
        refused: "1",
        in_flight: "0",
        delivered: "1",
        undelivered: "1",
        verified: "1",
        send_ms_p50: 120,
        send_ms_p99: 900,
        delivery_ms_p50: 4_000,
        cost: "0.135",
        currency: "CNY",
      },
      expect.objectContaining({ requests: "2", sent: "1", rejected: "1", delivered: "1", cost: "0.5" }),
      expect.objectContaining({ requests: "1", sent: "1", cost: null, currency: null }),
    ]);
  });

  test("know days as the reader's time zone has them", async () => {
    const url = await readerUrl("metabase");
    await put({ key: "noon" }, { key: "evening", hours: 5 }, { key: "night", hours: 11.5 });
    const days = async (zone: string) =>
      (await sql(`${url}&options=-c%20TimeZone=${zone}`, "select requests from send_sms.by_day order by day"))
        .map(({ requests }) => requests);
    expect(await days("UTC")).toEqual(["3"]);
    expect(await days("Asia/Shanghai")).toEqual(["1", "2"]);
  });

  test("of a part of the time read that part only", async () => {
    await aDay();
    const from = new Date(NOON + HOUR);
    expect(await run("select * from send_sms.by_time('hour', $1, $2)", [from, new Date(NOON + 2 * HOUR)]))
      .toEqual([expect.objectContaining({ at: from, requests: "2" })]);
  });
});

describe("a cost", () => {
  test("is null, never 0, where one SMS of the sum has no price", async () => {
    await prices({ CN: 0.045 });
    await put({ key: "a" }, { key: "b", country: "HK", prefix: "8529" });
    expect(await one("select cost, currency from send_sms.by_day")).toEqual({ cost: null, currency: "CNY" });
    expect(await run("select country, cost from send_sms.by_country order by country")).toEqual([
      { country: "CN", cost: "0.045" },
      { country: "HK", cost: null },
    ]);
  });

  test("takes the price of everywhere else where a country, or a number of none, has no own", async () => {
    await prices({ CN: 0.045, "*": 0.6 });
    await put({ key: "a" }, { key: "b", country: "HK", prefix: "8529" }, { key: "c", country: null });
    expect(await run("select key, cost from send_sms.recent order by key")).toEqual([
      { key: "a", cost: "0.045" },
      { key: "b", cost: "0.6" },
      { key: "c", cost: "0.6" },
    ]);
  });

  test("is 0 where nothing was sent, and nothing for what was refused", async () => {
    await prices({ CN: 0.045 });
    await put({ key: "a", status: "limited", rule: "total 1/1d" }, {
      key: "b",
      status: "rejected",
      code: "x",
    });
    expect(await one("select cost from send_sms.by_day")).toEqual({ cost: "0" });
    expect(await run("select cost from send_sms.recent")).toEqual([{ cost: null }, { cost: null }]);
  });

  test("follows new prices, which replace all old ones", async () => {
    await prices({ CN: 0.045, HK: 0.5 });
    await prices({ CN: 0.01 }, "USD");
    expect(await run("select * from send_sms.prices")).toEqual([{
      country: "CN",
      price: "0.01",
      currency: "USD",
    }]);
    await expect(prices({ CN: -1 })).rejects.toThrow("price");
    await expect(prices({ China: 1 })).rejects.toThrow("country");
  });
});

test("reasons come with how many requests and how many numbers they stopped", async () => {
  await aDay();
  await put({ key: "again", status: "limited", rule: "per_number 5/1h", number: "lost", hours: 2 });
  const rows = await run(
    "select status, reason, requests, numbers, newest from send_sms.by_reason order by 2",
  );
  expect(rows).toEqual([
    { status: "rejected", reason: "isv.SMS_SIGNATURE_ILLEGAL", requests: "1", numbers: "1" },
    {
      status: "limited",
      reason: "per_number 5/1h",
      requests: "2",
      numbers: "1",
      newest: new Date(NOON + 2 * HOUR),
    },
    { status: "unconfirmed", reason: "timeout", requests: "1", numbers: "1" },
  ].map((row) => ({ newest: expect.any(Date), ...row })));
});

test("countries come with delivery, conversion and cost", async () => {
  await prices({ "*": 1 });
  await aDay();
  const rows = await run(
    `select country, requests, sent, rejected, refused, delivered, undelivered, verified, delivery_ms_p50, cost
      from send_sms.by_country order by day, country`,
  );
  expect(rows).toEqual([
    {
      country: "CN",
      requests: "5",
      sent: "3",
      rejected: "1",
      refused: "1",
      delivered: "1",
      undelivered: "1",
      verified: "1",
      delivery_ms_p50: 4_000,
      cost: "3",
    },
    expect.objectContaining({ country: "HK", sent: "1", delivered: "1", verified: "0", cost: "1" }),
    expect.objectContaining({ country: null, sent: "1", delivered: "0", cost: "1" }),
  ]);
});

test("blocks of numbers come with how many numbers were asked for and typed in", async () => {
  await put({ key: "a", number: "x", verified: 5 }, { key: "b", number: "x" }, {
    key: "c",
    prefix: "861390000",
  });
  expect(await run("select prefix, numbers, sent, verified from send_sms.by_prefix order by prefix")).toEqual(
    [
      { prefix: "861380013", numbers: "1", sent: "2", verified: "1" },
      { prefix: "861390000", numbers: "1", sent: "1", verified: "0" },
    ],
  );
});

test("templates come with delivery, conversion and the provider's time", async () => {
  await aDay();
  const rows = await run(
    `select template, requests, sent, rejected, delivered, undelivered, verified, send_ms_p50, send_ms_p99
      from send_sms.by_template where day < '2026-08-21' order by template`,
  );
  expect(rows).toEqual([
    {
      template: "SMS_1",
      requests: "4",
      sent: "3",
      rejected: "1",
      delivered: "2",
      undelivered: "0",
      verified: "1",
      send_ms_p50: 80,
      send_ms_p99: 900,
    },
    expect.objectContaining({ template: "SMS_2", sent: "1", delivered: "0", undelivered: "1" }),
  ]);
});

test("a request's way is told from Auth to the phone and back", async () => {
  await put({ key: "typed in", delivered: 4, verified: 20 });
  expect(await one("select * from send_sms.recent")).toMatchObject({
    status: "accepted",
    sent: true,
    send_ms: 100,
    delivered: true,
    delivery_code: "DELIVERED",
    delivery_ms: 4_000,
    verified_at: new Date(NOON + 20_000),
  });
});

test("sums and single requests agree on delivery, whatever a receipt names and however many come", async () => {
  await put({ key: "a" }, { key: "b" }, { key: "c" }, { key: "d" });
  await run(
    `update send_sms.requests set outcome = '{"status": "accepted", "receiptId": "biz"}' where key = 'b'`,
  );
  const receipts: [string, string, boolean, number][] = [
    ["a", "first route", false, 9],
    ["a", "second route", true, 5],
    ["", "biz", true, 7],
    ["c", "", false, 3],
    ["somebody else's", "", true, 3],
  ];
  for (const [outId, bizId, delivered, seconds] of receipts) {
    const at = new Date(NOON + seconds * 1_000);
    await run("insert into send_sms.receipts values ($1, $2, $3, 'X', $4, $4)", [
      outId,
      bizId,
      delivered,
      at,
    ]);
  }
  expect(await run("select key, delivered, delivery_ms from send_sms.traced order by key")).toEqual([
    { key: "a", delivered: true, delivery_ms: 5_000 },
    { key: "b", delivered: true, delivery_ms: 7_000 },
    { key: "c", delivered: false, delivery_ms: null },
    { key: "d", delivered: null, delivery_ms: null },
  ]);
  expect(await one("select delivered, undelivered, delivery_ms_p50 from send_sms.by_day")).toEqual({
    delivered: "2",
    undelivered: "1",
    delivery_ms_p50: 5_000,
  });
});

test("a receipt years after its request is one like any other, and ends no sum", async () => {
  await put({ key: "a", delivered: 40 * 365 * 86_400 });
  const [delay] = await run("select delivery_ms, delivered from send_sms.traced");
  expect(delay).toEqual({ delivery_ms: 2_147_483_647, delivered: true });
  expect(await one("select delivered, delivery_ms_p50 from send_sms.by_day")).toEqual({
    delivered: "1",
    delivery_ms_p50: 2_147_483_647,
  });
});
