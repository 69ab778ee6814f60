import { describe, expect, test } from "vitest";
import { askForReceipts } from "../../../src/cli/ask-for-receipts.ts";
import type { MissingReceipt } from "../../../src/cli/missing-receipts.ts";
import { createQueryReceipts } from "../../../src/cli/query-receipts.ts";
import type { CallResult, RpcCall } from "../../../src/hook/aliyun/rpc-call.ts";
import { routeOf } from "../../support/hook/examples.ts";
import { NOON } from "../../support/hook/runtime.ts";

const DIGITS = new Map([["hash-1", "8613800000001"], ["hash-2", "85251234567"]]);
const keyOf = (n: number) => String(n).padStart(32, "0");
const missingOf = (n: number, changes: Partial<MissingReceipt> = {}): MissingReceipt => ({
  key: keyOf(n),
  numberHash: "hash-1",
  userId: null,
  api: "dysmsapi",
  sign: "签名",
  template: "SMS_1",
  receiptId: `${n}^0`,
  createdAt: new Date(NOON),
  ...changes,
});
const detailOf = (n: number, changes: Record<string, unknown> = {}) => ({
  PhoneNum: "13800000001",
  SendDate: "2026-08-20 19:59:50",
  ReceiveDate: "2026-08-20 19:59:57",
  SendStatus: 3,
  ErrCode: "DELIVERED",
  Content: "您的验证码是123456",
  OutId: keyOf(n),
  ...changes,
});
const page = (...details: unknown[]) => ({ Code: "OK", SmsSendDetailDTOs: { SmsSendDetailDTO: details } });

/** Asks a provider that answers in turn; the last answer is for all later calls. */
async function ask(
  { missing, routes = [ROUTE], answers = [page()] }: {
    missing: MissingReceipt[];
    routes?: ReturnType<typeof routeOf>[];
    answers?: (Record<string, unknown> | CallResult)[];
  },
) {
  const calls: RpcCall[] = [];
  const left = [...answers];
  function askProvider(call: RpcCall): Promise<CallResult> {
    calls.push(call);
    const answer = left.length > 1 ? left.shift() : left[0];
    const isResult = (one: object): one is CallResult => "status" in one;
    if (answer && isResult(answer)) return Promise.resolve(answer);
    return Promise.resolve({ status: "answered", httpStatus: 200, body: answer ?? {} });
  }
  const query = createQueryReceipts({ askProvider, now: () => NOON });
  return { calls, outcome: await askForReceipts({ missing, digits: DIGITS, routes, query }) };
}
const ROUTE = routeOf({ sign: "签名", template: "SMS_1" });
const GLOBE = routeOf({ api: "globe", sign: undefined, template: undefined, account: "INTL" });

describe("QuerySendDetails", () => {
  test("is asked once for all SMS to one number on one day of Beijing's, in the provider's notation", async () => {
    const { calls, outcome } = await ask({
      missing: [
        missingOf(1),
        missingOf(2),
        missingOf(3, { createdAt: new Date("2026-08-20T16:30:00Z") }),
        missingOf(4, { numberHash: "hash-2" }),
      ],
      answers: [page(detailOf(1), detailOf(2, { SendStatus: 2, ErrCode: "NO_ROUTE" })), page()],
    });
    expect(calls.map(({ params }) => [params["PhoneNumber"], params["SendDate"]])).toEqual([
      ["13800000001", "20260820"],
      ["13800000001", "20260821"],
      ["85251234567", "20260820"],
    ]);
    expect(outcome.receipts).toMatchObject([
      { key: keyOf(1), receiptId: "1^0", delivered: true },
      { key: keyOf(2), receiptId: "2^0", delivered: false, code: "NO_ROUTE" },
    ]);
    expect(outcome.waiting).toBe(2);
  });

  test("is read page by page to its end", async () => {
    const others = Array.from({ length: 50 }, () => detailOf(9));
    const { calls, outcome } = await ask({
      missing: [missingOf(1)],
      answers: [page(...others), page(detailOf(1))],
    });
    expect(calls.map(({ params }) => params["CurrentPage"])).toEqual(["1", "2"]);
    expect(outcome.receipts).toMatchObject([{ key: keyOf(1) }]);
  });

  test("gives nothing that is still under way, of another sender, or the text of an SMS", async () => {
    const { outcome } = await ask({
      missing: [missingOf(1)],
      answers: [
        page(detailOf(1, { SendStatus: 1 }), detailOf(2), null, "x", detailOf(1, { OutId: undefined })),
      ],
    });
    expect(outcome).toMatchObject({ receipts: [], waiting: 1 });
    const { outcome: found } = await ask({ missing: [missingOf(1)], answers: [page(detailOf(1))] });
    expect(JSON.stringify(found)).not.toMatch(/123456|13800000001/);
  });

  test("goes by the route's own endpoint and account", async () => {
    const own = { ...ROUTE, endpoint: "https://proxy.example", account: "SECOND", template: "SMS_2" };
    const { calls } = await ask({ missing: [missingOf(1, { template: "SMS_2" })], routes: [ROUTE, own] });
    expect(calls).toMatchObject([{ endpoint: "https://proxy.example", account: "SECOND" }]);
  });
});

describe("QueryMessage", () => {
  test("asks for an SMS abroad by its id, without its number", async () => {
    const { calls, outcome } = await ask({
      missing: [missingOf(1, { api: "globe", numberHash: "unknown", receiptId: "123450000" })],
      routes: [ROUTE, GLOBE],
      answers: [{
        ResponseCode: "OK",
        Status: "2",
        ErrorCode: "UNDELIV",
        ReceiveDate: "Thu, 20 Aug 2026 19:59:57 +0800",
        Message: "Your code is 123456",
      }],
    });
    expect(calls).toMatchObject([{
      action: "QueryMessage",
      version: "2018-05-01",
      account: "INTL",
      params: { MessageId: "123450000" },
    }]);
    expect(outcome.receipts).toMatchObject([{ key: keyOf(1), delivered: false, code: "UNDELIV" }]);
    expect(JSON.stringify(outcome)).not.toContain("123456");
  });

  test.each([
    { ResponseCode: "OK", Status: "3" },
    { ResponseCode: "isv.DATA_NOT_EXIST" },
  ])("leaves for later what has no end yet: %o", async (answer) => {
    const missing = [missingOf(1, { api: "globe" })];
    const { outcome } = await ask({ missing, routes: [GLOBE], answers: [answer] });
    expect(outcome).toMatchObject({ receipts: [], waiting: 1, code: undefined });
  });
});

describe("what cannot be asked for", () => {
  test("is counted, and the provider is not bothered with it", async () => {
    const { calls, outcome } = await ask({
      missing: [
        missingOf(1, { numberHash: "unknown" }),
        missingOf(2, { api: "dypnsapi" }),
        missingOf(3, { api: "globe" }),
        missingOf(4, { api: null, numberHash: "unknown" }),
      ],
    });
    expect(calls).toEqual([]);
    expect(outcome).toMatchObject({ receipts: [], waiting: 0, numberUnknown: 2, cannotBeAsked: 2 });
  });

  test.each<[string, Record<string, unknown> | CallResult, string]>([
    ["a refusal", { Code: "isp.RAM_PERMISSION_DENY" }, "isp.RAM_PERMISSION_DENY"],
    ["no answer", { status: "no_answer", cause: "timeout" }, "timeout"],
    ["no connection", { status: "not_connected", cause: "not_connected" }, "not_connected"],
    ["a page", { status: "unreadable", httpStatus: 502 }, "http_502"],
    ["no code", {}, "no_code"],
  ])("ends the run with %s, and keeps what came before", async (_, failure, code) => {
    const missing = [
      missingOf(1),
      missingOf(2, { createdAt: new Date(NOON - 86_400_000) }),
      missingOf(3, {
        numberHash: "hash-2",
      }),
    ];
    const { calls, outcome } = await ask({ missing, answers: [page(detailOf(1)), failure] });
    expect(calls).toHaveLength(2);
    expect(outcome).toMatchObject({ receipts: [{ key: keyOf(1) }], waiting: 0, code });
  });
});
