import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  type FaultInput,
} from "../../src/emulator/aliyun/index.ts";
import { post, sendSms, sendToGlobe, signedForm, verifyCode } from "../support/emulator-aliyun-client.ts";

let emulator: AliyunEmulator;
beforeAll(async () => {
  emulator = await createAliyunEmulator({ seed: { settings: { flowControl: false, balance: 1000 } } });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const causeOf = (promise: Promise<unknown>) => promise.then(() => "answered", (error: Error) => error.cause);

describe.each([["before", 0], ["after", 1]] as const)("%s accepting", (when, accepted) => {
  const lastRequest = () => emulator.requests().at(-1);

  test("a reset ends the connection with TCP RST", async () => {
    emulator.setFault({ kind: "reset", when });
    expect(await causeOf(sendSms(emulator.url))).toMatchObject({ code: "ECONNRESET" });
    expect(emulator.messages()).toHaveLength(accepted);
    expect(lastRequest()).toMatchObject({ fault: "reset", answer: null, accepted: accepted === 1 });
  });

  test("a hang stays silent until the caller gives up", async () => {
    emulator.setFault({ kind: "hang", when });
    const failure = post(emulator.url, signedForm(), AbortSignal.timeout(250));
    await expect(failure).rejects.toMatchObject({ name: "TimeoutError" });
    expect(emulator.messages()).toHaveLength(accepted);
    expect(lastRequest()).toMatchObject({ fault: "hang", answer: null });
  });

  test("a proxy's error page comes instead of the answer", async () => {
    emulator.setFault({ kind: "html", status: 503, when });
    expect(await sendSms(emulator.url)).toMatchObject({ status: 503, type: "text/html" });
    expect(emulator.messages()).toHaveLength(accepted);
  });

  test("garbage comes with HTTP 200", async () => {
    emulator.setFault({ kind: "garbage", when });
    const { status, text } = await sendSms(emulator.url);
    expect(status).toBe(200);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(emulator.messages()).toHaveLength(accepted);
  });

  test("the JSON breaks off in the middle", async () => {
    emulator.setFault({ kind: "truncated", when });
    const { type, text } = await sendSms(emulator.url);
    expect(type).toBe("application/json;charset=utf-8");
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(emulator.messages()).toHaveLength(accepted);
  });

  test("the answer lacks its code", async () => {
    emulator.setFault({ kind: "no-code", status: 500, when });
    const { status, body } = await sendSms(emulator.url);
    expect(status).toBe(500);
    expect(body).toHaveProperty("RequestId");
    expect(body).not.toHaveProperty("Code");
    expect(emulator.messages()).toHaveLength(accepted);
  });
});

test("a resend of a request that was lost after acceptance meets its own nonce", async () => {
  emulator.setFault({ kind: "reset", when: "after", times: 1 });
  const form = signedForm();
  await causeOf(post(emulator.url, form));
  expect((await post(emulator.url, form)).body.Code).toBe("SignatureNonceUsed");
  expect(emulator.messages()).toHaveLength(1);
});

test("a resend of a request that was lost before acceptance is the first one the provider sees", async () => {
  emulator.setFault({ kind: "reset", when: "before", times: 1 });
  const form = signedForm();
  await causeOf(post(emulator.url, form));
  expect((await post(emulator.url, form)).body.Code).toBe("OK");
});

test("a delay holds the answer back, and a caller who gives up has still sent the SMS", async () => {
  emulator.setFault({ kind: "delay", ms: 300 });
  const startedAt = performance.now();
  expect((await sendSms(emulator.url)).body.Code).toBe("OK");
  expect(performance.now() - startedAt).toBeGreaterThan(290);

  const arrived = new Promise((resolve) => emulator.onMessage(resolve));
  const failure = post(emulator.url, signedForm(), AbortSignal.timeout(150));
  await expect(failure).rejects.toMatchObject({ name: "TimeoutError" });
  await arrived;
  expect(emulator.messages()).toHaveLength(2);
});

describe("an injected code", () => {
  test.each<[string, FaultInput, number, Record<string, unknown>]>([
    [
      "of the product comes with HTTP 200",
      { kind: "code", code: "isv.DENY_IP_RANGE" },
      200,
      { Code: "isv.DENY_IP_RANGE", Message: "源IP地址所在的地区被禁用" },
    ],
    [
      "of the gateway comes with its own status and shape",
      { kind: "code", code: "Throttling.User" },
      400,
      { Code: "Throttling.User", HostId: expect.any(String) },
    ],
    [
      "takes the status and message it is given",
      { kind: "code", code: "Throttling", status: 429, message: "slow down" },
      429,
      { Code: "Throttling", Message: "slow down" },
    ],
    [
      "nobody knows yet comes as it is",
      { kind: "code", code: "isv.BRAND_NEW" },
      200,
      { Code: "isv.BRAND_NEW" },
    ],
  ])("%s", async (_what, fault, status, body) => {
    emulator.setFault(fault);
    expect(await sendSms(emulator.url)).toMatchObject({ status, body });
    expect(emulator.messages()).toEqual([]);
  });

  test("has the field names of each API", async () => {
    emulator.setFault({ kind: "code", code: "isp.SYSTEM_ERROR" });
    expect((await verifyCode(emulator.url)).body).toMatchObject({ Code: "isp.SYSTEM_ERROR", Success: false });
    expect((await sendToGlobe(emulator.url)).body).toMatchObject({ ResponseCode: "isp.SYSTEM_ERROR" });
  });

  test("never hides a wrong signature", async () => {
    emulator.setFault({ kind: "code", code: "isv.OUT_OF_SERVICE", times: 1 });
    expect((await sendSms(emulator.url, {}, "wrong-fake-secret")).body.Code).toBe("SignatureDoesNotMatch");
    expect((await sendSms(emulator.url)).body.Code).toBe("isv.OUT_OF_SERVICE");
    expect((await sendSms(emulator.url)).body.Code).toBe("OK");
  });
});

test("a fault strikes as often as told, one number and one API as told, and the first match wins", async () => {
  emulator.setFault(
    { kind: "code", code: "isv.BLACK_KEY_CONTROL_LIMIT", number: "+86 139 0000 0002" },
    { kind: "code", code: "isv.OUT_OF_SERVICE", api: "dypnsapi" },
    { kind: "code", code: "isp.SYSTEM_ERROR", times: 2 },
  );
  const codes = [];
  for (const PhoneNumbers of ["13900000002", "13800000001", "13800000001", "13800000001", "8613900000002"]) {
    codes.push((await sendSms(emulator.url, { PhoneNumbers })).body.Code);
  }
  expect(codes).toEqual([
    "isv.BLACK_KEY_CONTROL_LIMIT",
    "isp.SYSTEM_ERROR",
    "isp.SYSTEM_ERROR",
    "OK",
    "isv.BLACK_KEY_CONTROL_LIMIT",
  ]);
  expect((await verifyCode(emulator.url)).body.Code).toBe("isv.OUT_OF_SERVICE");
  emulator.clearFaults();
  expect((await verifyCode(emulator.url)).body.Code).toBe("OK");
});

test("close() ends requests that hang, that are delayed, and event streams", async () => {
  const own = await createAliyunEmulator();
  own.setFault({ kind: "hang", times: 1 }, { kind: "delay", ms: 600_000 });
  const hanging = causeOf(sendSms(own.url));
  const delayed = causeOf(sendSms(own.url));
  const stream = await fetch(`${own.url}/_emulator/events`);
  await new Promise((resolve) => setTimeout(resolve, 150));
  await own.close();
  // Whether the caller sees an end or a reset depends on what was still on the way.
  expect(await hanging).toHaveProperty("code");
  expect(await delayed).toHaveProperty("code");
  await expect(stream.text()).rejects.toThrow("terminated");
});
