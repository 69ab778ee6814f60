import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readReceipts } from "../../../src/hook/aliyun/read-receipts.ts";
import { globeReport, KEY, smsReport } from "../../support/hook/pushes.ts";
import { NOON } from "../../support/hook/runtime.ts";

const read = (...rows: unknown[]) => readReceipts(JSON.stringify(rows), NOON);
const first = (row: unknown) => read(row)?.receipts[0];
/** Twelve o'clock UTC is eight in the evening in Beijing. */
const SENT_AT = NOON - 10_000;
const REPORTED_AT = NOON - 3_000;

describe("a push", () => {
  test("of SmsReport is read with its times as Beijing's", () => {
    expect(read(smsReport(), smsReport({ success: false, err_code: "MOBILE_NOT_ON_SERVICE" }))?.receipts)
      .toEqual([
        {
          key: KEY,
          receiptId: "900619746936498440^0",
          delivered: true,
          code: "DELIVERED",
          sentAt: SENT_AT,
          reportedAt: REPORTED_AT,
        },
        {
          key: KEY,
          receiptId: "900619746936498440^0",
          delivered: false,
          code: "MOBILE_NOT_ON_SERVICE",
          sentAt: SENT_AT,
          reportedAt: REPORTED_AT,
        },
      ]);
  });

  test("from abroad is read by its own names", () => {
    expect(first(globeReport())).toEqual({
      key: KEY,
      receiptId: "123450000123456789",
      delivered: true,
      code: "success",
      sentAt: SENT_AT,
      reportedAt: REPORTED_AT,
    });
  });

  test.each([["1", true, "success"], ["2", false, "success"], ["6", false, "success"], [
    2,
    false,
    "success",
  ]])(
    "from abroad with Status %s says whether it was delivered",
    (Status, delivered, code) => {
      expect(first(globeReport({ Status }))).toMatchObject({ delivered, code });
    },
  );

  test("from abroad that ran out of time and gives no code gets the word for it", () => {
    expect(first(globeReport({ Status: "6", ErrorCode: "" }))).toMatchObject({
      delivered: false,
      code: "EXPIRED",
    });
  });

  test("may write its success as text", () => {
    expect(first(smsReport({ success: "false" }))?.delivered).toBe(false);
  });

  test("without the request's key is joined by the provider's id", () => {
    for (const out_id of [undefined, "", null]) {
      expect(first(smsReport({ out_id }))).toMatchObject({
        key: undefined,
        receiptId: "900619746936498440^0",
      });
    }
  });

  test("of SMS that somebody else of the account sent is passed over", () => {
    expect(read(smsReport({ out_id: "67890" }), smsReport({ out_id: "campaign 12" }), smsReport()))
      .toMatchObject({ receipts: [{ key: KEY }], foreign: 2, unreadable: 0 });
  });

  test.each<[string, unknown]>([
    ["no object", "DELIVERED"],
    ["nothing", null],
    ["a list", [smsReport()]],
    ["no outcome", smsReport({ success: undefined })],
    ["an outcome that is none", smsReport({ success: 2 })],
    ["no end yet", globeReport({ Status: "3" })],
    ["no id", smsReport({ out_id: "", biz_id: "" })],
    ["no id that is text", smsReport({ out_id: 5, biz_id: 900619746936498 })],
    ["an object of another kind", { sign_name: "签名", sign_status: "AUDIT_STATE_PASS" }],
  ])("loses no other row by one that is not readable: %s", (_, row) => {
    expect(read(smsReport(), row, globeReport())).toMatchObject({
      receipts: [{ delivered: true }, { delivered: true }],
      unreadable: 1,
    });
  });

  test.each(["", "{}", "null", "DELIVERED", '[{"success":true', '{"code":0}'])("is no batch: %s", (text) => {
    expect(readReceipts(text, NOON)).toBeUndefined();
  });

  test.each([
    ["none", undefined],
    ["no time", "soon"],
    ["a day that is none", "2026-02-30 00:00:00"],
    ["next year, which would outlast every later report", "2027-08-20 12:00:00"],
    ["long before anything was sent", "1970-01-01 00:00:00"],
    ["another form, in an unsaid zone", "08/20/2026 12:00"],
  ])("with a time that cannot be is taken to be reported now: %s", (_, report_time) => {
    expect(first(smsReport({ report_time }))?.reportedAt).toBe(NOON);
  });
});

describe("what is kept of a push", () => {
  test("holds no number of it, wherever it was written", () => {
    const number = "13800138000";
    const row = smsReport({ biz_id: `${number}^0`, err_code: "0013-8000" });
    expect(JSON.stringify(first(row))).not.toMatch(/8000|138/);
    expect(JSON.stringify(first(smsReport({ phone_number: `+86 ${number}`, err_code: number })))).not
      .toContain(number);
  });

  test.each(["your code is 123456", "123456", "用户接收成功", "x".repeat(65), "DELIVERED\n{"])(
    "has no code that may be a text or a user's code: %s",
    (err_code) => {
      expect(first(smsReport({ err_code }))).toMatchObject({ delivered: true, code: undefined });
    },
  );

  test.each(["DELIVERED", "MK:0001", "DB:0103", "-106", "UNDELIV", "isv.SMS_SIGN_ILLEGAL"])(
    "has the carriers' codes as they are: %s",
    (err_code) => {
      expect(first(smsReport({ err_code }))?.code).toBe(err_code);
    },
  );
});

test("every good row among any others is read", () => {
  const value = fc.oneof(fc.string({ maxLength: 9 }), fc.boolean(), fc.integer(), fc.constant(null));
  const good = fc.constantFrom(smsReport(), globeReport()).map((row) => ({ row, good: true }));
  const bad = fc.oneof(
    value,
    fc.jsonValue({ maxDepth: 2 }),
    fc.record({ success: value, out_id: value, biz_id: value, err_code: value }, { requiredKeys: [] }),
    fc.dictionary(fc.constantFrom("Status", "TaskId", "MessageId", "success", "__proto__"), value),
  ).map((row) => ({ row, good: false }));
  fc.assert(
    fc.property(fc.array(fc.oneof(good, bad), { maxLength: 8 }), (all) => {
      const batch = readReceipts(JSON.stringify(all.map(({ row }) => row)), NOON);
      const ours = batch?.receipts.filter(({ key, delivered }) => key === KEY && delivered) ?? [];
      expect(ours.length).toBeGreaterThanOrEqual(all.filter((one) => one.good).length);
      expect((batch?.receipts.length ?? 0) + (batch?.foreign ?? 0) + (batch?.unreadable ?? 0)).toBe(
        all.length,
      );
    }),
  );
});

test("no text at all is more than no batch", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    expect(readReceipts(`${text}{`, NOON)).toBeUndefined();
  }));
});
