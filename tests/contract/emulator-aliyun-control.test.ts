import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_STS_ACCESS_KEY_ID,
  DEFAULT_STS_ACCESS_KEY_SECRET,
  DEFAULT_STS_SECURITY_TOKEN,
  type EmulatedMessage,
  type Fault,
  type RequestRecord,
} from "../../src/emulator/aliyun/index.ts";
import { MAINLAND, sendSms } from "../support/emulator-aliyun-client.ts";

let emulator: AliyunEmulator;
beforeAll(async () => {
  emulator = await createAliyunEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

/** The fields of the control answers that these tests read one by one. */
type ControlBody = Partial<{
  messages: EmulatedMessage[];
  requests: RequestRecord[];
  faults: Fault[];
  error: string;
  gatewayTime: string;
  businessTime: string;
}>;

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${emulator.url}/_emulator${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const parsed: ControlBody = JSON.parse(await response.text());
  return { status: response.status, body: parsed };
}

test("GET /_emulator/ says what there is and that no real SMS is sent", async () => {
  const { body } = await control("GET", "/");
  expect(body).toMatchObject({
    notice: expect.stringContaining("no real SMS is sent"),
    accessKeys: [{ id: DEFAULT_ACCESS_KEY_ID }, { id: DEFAULT_STS_ACCESS_KEY_ID }],
    settings: { flowControl: true },
    faults: [],
  });
});

describe("messages and requests", () => {
  test("are listed, filtered by number, and cleared without lifting the limits", async () => {
    await sendSms(emulator.url);
    await sendSms(emulator.url, { PhoneNumbers: "13900000002" });
    const { body } = await control("GET", "/messages?phone=13900000002");
    expect(body.messages).toMatchObject([{ phone: "+8613900000002", params: { code: "123456" } }]);
    expect((await control("GET", "/messages")).body.messages).toHaveLength(2);

    expect(await control("DELETE", "/messages")).toEqual({ status: 200, body: { messages: [] } });
    expect((await control("GET", "/messages")).body.messages).toEqual([]);
    expect((await sendSms(emulator.url)).body.Code).toBe("isv.BUSINESS_LIMIT_CONTROL");
  });

  test("show every request with its answer and no proof of identity", async () => {
    const sts = { AccessKeyId: DEFAULT_STS_ACCESS_KEY_ID, SecurityToken: DEFAULT_STS_SECURITY_TOKEN };
    await sendSms(emulator.url, sts, DEFAULT_STS_ACCESS_KEY_SECRET);
    await sendSms(emulator.url, { PhoneNumbers: "1" });
    await sendSms(emulator.url, { Action: "SendTelegram" });
    const { body } = await control("GET", "/requests");
    expect(body.requests).toMatchObject([
      {
        api: "dysmsapi",
        action: "SendSms",
        accepted: true,
        answer: { status: 200, code: "OK" },
        form: { PhoneNumbers: MAINLAND, Signature: "***", SecurityToken: "***" },
      },
      { accepted: false, answer: { status: 200, code: "isv.MOBILE_NUMBER_ILLEGAL" } },
      { api: null, accepted: false, answer: { status: 404, code: "InvalidAction.NotFound" } },
    ]);
    expect(JSON.stringify(emulator.messages())).not.toContain(DEFAULT_STS_SECURITY_TOKEN);
  });
});

test("events bring each SMS as it is accepted, and say when the inbox was cleared", async () => {
  const giveUp = new AbortController();
  const response = await fetch(`${emulator.url}/_emulator/events`, { signal: giveUp.signal });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  await sendSms(emulator.url);
  emulator.clearMessages();

  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes("event: cleared")) break;
  }
  giveUp.abort();
  const [, json] = /event: message\ndata: (.*)\n/.exec(text) ?? [];
  expect(JSON.parse(json ?? "null")).toMatchObject({ phone: `+86${MAINLAND}`, api: "dysmsapi" });
});

describe("faults", () => {
  test("are set one or several at a time, shown with their defaults, and deleted", async () => {
    const one = await control("PUT", "/fault", { kind: "hang", when: "after", times: 1 });
    expect(one.body).toEqual({
      faults: [{ kind: "hang", when: "after", times: 1, number: null, api: null, action: null }],
    });
    const two = await control("PUT", "/fault", [{ kind: "html" }, { kind: "delay", ms: 5 }]);
    expect(two.body.faults).toMatchObject([{ kind: "html", status: 502, when: "before" }, { kind: "delay" }]);
    expect((await control("DELETE", "/fault")).body).toEqual({ faults: [] });
    expect(emulator.faults()).toEqual([]);
  });

  test.each([
    ["an unknown kind", { kind: "explode" }, /kind/],
    ["a delay without its length", { kind: "delay" }, /ms/],
    ["a misspelt option", { kind: "hang", time: 1 }, /"time"/],
    ["zero times", { kind: "hang", times: 0 }, /times/],
    ["a success status for an error page", { kind: "html", status: 200 }, /status/],
    ["no JSON", "kind=hang", /not JSON/],
  ])("refuse %s with a reason, and change nothing", async (_what, input, reason) => {
    const { status, body } = await control("PUT", "/fault", input);
    expect(status).toBe(400);
    expect(body.error).toMatch(/^Cannot set the fault: /);
    expect(body.error).toMatch(reason);
    expect(emulator.faults()).toEqual([]);
  });
});

test("the clock has an offset and can be advanced", async () => {
  await control("PUT", "/clock", { offsetSeconds: -30 });
  const { body } = await control("PUT", "/clock", { advanceSeconds: 90 });
  expect(body).toMatchObject({ offsetSeconds: -30, advancedSeconds: 90 });
  expect(Date.parse(body.businessTime ?? "") - Date.parse(body.gatewayTime ?? "")).toBe(90_000);
  expect((await control("PUT", "/clock", { advanceSeconds: -1 })).status).toBe(400);
});

test("settings change one by one and wrong ones are refused", async () => {
  expect((await control("PUT", "/settings", { flowControl: false })).body).toMatchObject({
    flowControl: false,
  });
  expect((await control("PUT", "/settings", { balance: 0 })).body).toEqual({
    flowControl: false,
    balance: 0,
  });
  expect((await control("PUT", "/settings", { balance: "many" })).status).toBe(400);
});

test("reset forgets messages, requests, faults, clock, limits, nonces and settings", async () => {
  await sendSms(emulator.url, { SignatureNonce: "same" });
  emulator.setFault({ kind: "hang" });
  emulator.setClockOffset(-3600);
  emulator.updateSettings({ balance: 0 });
  expect(await control("POST", "/reset")).toEqual({ status: 200, body: { reset: true } });
  expect(emulator.requests()).toEqual([]);
  expect((await sendSms(emulator.url, { SignatureNonce: "same" })).body.Code).toBe("OK");
});

test("unknown paths say where to look", async () => {
  expect(await control("GET", "/nothing")).toMatchObject({ status: 404, body: { error: /_emulator/ } });
  expect((await fetch(`${emulator.url}/sms`)).status).toBe(404);
});

describe("npm run emulator:aliyun", () => {
  const serve = (port: number) =>
    spawn(process.execPath, ["--import", "tsx", "src/emulator/aliyun/serve.ts"], {
      env: { ...process.env, PORT: String(port) },
      stdio: ["ignore", "pipe", "pipe"],
    });

  test("prints its url and keys, and stops on SIGTERM", async () => {
    const child = serve(0);
    const [output] = await once(child.stdout, "data");
    expect(String(output)).toMatch(/emulator on http:\/\/127\.0\.0\.1:\d+; no real SMS is sent/);
    expect(String(output)).toContain(`ALIBABA_CLOUD_ACCESS_KEY_ID=${DEFAULT_ACCESS_KEY_ID}`);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("says so when its port is taken, and fails", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const child = serve(port);
    const exited = once(child, "exit");
    const [output] = await once(child.stderr, "data");
    expect(String(output)).toBe(`Cannot start the Alibaba Cloud emulator: port ${port} is taken\n`);
    expect(await exited).toEqual([1, null]);
    other.close();
  });
});
