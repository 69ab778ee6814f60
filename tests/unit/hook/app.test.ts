import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createApp } from "../../../src/hook/http/app.ts";
import { RELEASE } from "../../../src/hook/runtime/release.ts";
import { sendSmsRoutes } from "../../../src/hook/http/send-sms.ts";
import { createLogObserver } from "../../../src/hook/log/log-observer.ts";
import { createLog } from "../../../src/hook/log/log.ts";
import { createHookUnderTest, errorOf } from "../../support/hook/app.ts";
import { configOf } from "../../support/hook/config.ts";
import { MAINLAND, payloadOf } from "../../support/hook/examples.ts";
import { createFakeRuntime, NOON } from "../../support/hook/runtime.ts";
import { SECOND_SECRET, signAsAuth } from "../../support/hook/signing.ts";

const LIMIT = 4 * 1024 * 1024;
const JSON_TYPE = { "content-type": "application/json" };
/** As the hook sees it now, so that its budget is whole. */
const payload = (changes: Record<string, unknown> = {}) =>
  payloadOf({ metadata: { uuid: crypto.randomUUID(), time: new Date().toISOString() }, ...changes });

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOON }));
afterEach(() => void vi.useRealTimers());

describe("success", () => {
  test.each(["/send-sms", "/", "/sms_sender", "/send-sms-2"])(
    "on %s is exactly 200, application/json, {}",
    async (path) => {
      const { send, calls, entry } = await createHookUnderTest();
      const response = await send(payload(), { path });
      expect(response.status).toBe(200);
      expect([...response.headers]).toEqual([["content-type", "application/json"]]);
      expect(await response.text()).toBe("{}");
      expect(calls).toHaveLength(1);
      expect(calls[0]?.form).toMatchObject({ Action: "SendSms", PhoneNumbers: "8613800138000" });
      expect(entry()).toMatchObject({ level: "info", result: "accepted", receiptId: "receipt^0" });
    },
  );

  test("sends the code in the form and never in the URL", async () => {
    const { send, calls } = await createHookUnderTest();
    await send(payload());
    expect(calls[0]?.url).toBe("https://dysmsapi.aliyuncs.com/");
    expect(calls[0]?.form.TemplateParam).toBe('{"code":"024680"}');
  });

  test.each(["application/json; charset=utf-8", "Application/JSON"])("takes the type %s", async (type) => {
    const { send } = await createHookUnderTest();
    expect((await send(payload(), { headers: { "content-type": type } })).status).toBe(200);
  });
});

describe("a failure", () => {
  const failing = { provider: () => ({ body: { Code: "isv.MOBILE_NUMBER_ILLEGAL", Message: "§ 024680" } }) };

  test("is an envelope for Auth ≥ 2.187, in the language of the user", async () => {
    const { send } = await createHookUnderTest(failing);
    const response = await send(payload());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      error: { http_code: 422, message: "sms_recipient_invalid: 手机号不正确，请检查后重试。" },
    });
    const user = { phone: MAINLAND.slice(1), user_metadata: { locale: "en-US" } };
    expect((await errorOf(await send(payload({ user })))).message).toMatch(/^sms_recipient_invalid: This/);
  });

  test("is a status of its own for Auth ≤ 2.186, with the same body", async () => {
    const { send } = await createHookUnderTest(failing);
    const response = await send(payload({ metadata: undefined }));
    expect(response.status).toBe(471);
    expect((await errorOf(response)).http_code).toBe(422);
  });

  test.each<[string, Parameters<typeof createHookUnderTest>[0], unknown, number]>([
    ["the provider's", failing, payload(), 1],
    ["a country that is not allowed", {}, payload({ sms: { otp: "024680", phone: "85251234567" } }), 0],
    ["a payload that does not fit", {}, {}, 0],
    ["sending switched off", { env: { SMS_SENDING_ENABLED: "false" } }, payload(), 0],
    [
      "a code that is too long for a template",
      {},
      payload({ sms: { otp: "02468024", phone: "8613800138000" } }),
      0,
    ],
    ["a full window", { env: { SMS_LIMIT_TOTAL: "1/1h" } }, payload(), 1],
  ])("never has Retry-After nor another type: %s", async (_, options, body, sends) => {
    const { send, calls } = await createHookUnderTest(options);
    if (options?.env?.SMS_LIMIT_TOTAL) await send(payload());
    const response = await send(body);
    expect(response.headers.get("retry-after")).toBeNull();
    expect(response.headers.get("content-type")).toBe("application/json");
    expect((await errorOf(response)).message).toMatch(/^sms_[a-z_]+: ./);
    expect(calls).toHaveLength(sends);
  });
});

describe("what is not a request of Auth is refused before anything is sent", () => {
  test.each(["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])("%s on either path: 405", async (method) => {
    const { app, calls, entry } = await createHookUnderTest();
    for (const path of ["/send-sms", "/"]) {
      expect((await app.request(path, { method })).status).toBe(405);
      expect(entry()).toMatchObject({ level: "warn", result: "refused", status: 405 });
    }
    expect(calls).toEqual([]);
  });

  test.each(["/send-sms/other", "/a/b/c"])("POST %s: 404", async (path) => {
    const { send, calls } = await createHookUnderTest();
    expect((await send(payload(), { path })).status).toBe(404);
    expect(calls).toEqual([]);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])(
    "the type %j: 415",
    async (type) => {
      const { send, calls } = await createHookUnderTest();
      expect((await send(payload(), { headers: { "content-type": type } })).status).toBe(415);
      expect(calls).toEqual([]);
    },
  );

  test("no type: 415", async () => {
    const { app } = await createHookUnderTest();
    expect((await app.request("/send-sms", { method: "POST" })).status).toBe(415);
  });

  test.each(["webhook-id", "webhook-timestamp", "webhook-signature"])(
    "an empty or absent %s: 401",
    async (name) => {
      const { send, calls } = await createHookUnderTest();
      for (const value of ["", undefined]) {
        const response = await send(payload(), { headers: { [name]: value } });
        expect(response.status).toBe(401);
        expect(await response.json()).toEqual({ error: { http_code: 401, message: "signature_invalid" } });
      }
      expect(calls).toEqual([]);
    },
  );

  test.each(["/send-sms", "/", "/sms_sender", "/.env"])(
    "another secret's signature on %s: 401, and no send",
    async (path) => {
      const { send, calls, entry } = await createHookUnderTest();
      const body = JSON.stringify(payload());
      const headers = { ...signAsAuth(body, { secrets: [SECOND_SECRET] }) };
      expect((await send(body, { path, headers })).status).toBe(401);
      expect(calls).toEqual([]);
      expect(entry()).toMatchObject({ level: "warn", reason: "signature_invalid" });
    },
  );

  test("a declared length of more than 4 MiB: 413, before the signature is looked at", async () => {
    const { app } = await createHookUnderTest();
    const headers = { ...signAsAuth("x"), "content-length": String(LIMIT + 1) };
    expect((await app.request("/send-sms", { method: "POST", headers, body: "x" })).status).toBe(413);
  });

  test.each([[LIMIT, 200], [LIMIT + 1, 413]])("a stream of %i bytes: %i", async (size, status) => {
    const { app } = await createHookUnderTest();
    const json = JSON.stringify(payload());
    const body = json + " ".repeat(size - json.length);
    const bytes = new TextEncoder().encode(body);
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(sent, sent += 262_144));
      },
    });
    const init = { method: "POST", headers: { ...signAsAuth(body) }, body: stream, duplex: "half" as const };
    expect((await app.request(new Request("http://hook.example/send-sms", init))).status).toBe(status);
  });

  test("a stream that splits a character is read as it was signed", async () => {
    const { app } = await createHookUnderTest();
    const body = JSON.stringify(payload({ note: "验证码" }));
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of new TextEncoder().encode(body)) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const init = { method: "POST", headers: { ...signAsAuth(body) }, body: stream, duplex: "half" as const };
    expect((await app.request(new Request("http://hook.example/send-sms", init))).status).toBe(200);
  });
});

describe("health", () => {
  test.each(["/health", "/send-sms/health", "/sms_sender/health"])(
    "on %s is open, and says nothing of the configuration",
    async (path) => {
      const { app, lines } = await createHookUnderTest();
      const response = await app.request(path);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ status: "ok", ...RELEASE });
      expect(lines).toEqual([]);
    },
  );
});

describe("a bug", () => {
  test("in the pipeline is sms_internal, of which only the class is logged", async () => {
    const runtime = createFakeRuntime();
    const log = createLog({ ...runtime, secrets: [] });
    const app = createApp([sendSmsRoutes({
      config: configOf(),
      handleSendSms: () => Promise.reject(new RangeError("otp 024680 to +8613800138000")),
      observe: createLogObserver(log),
      runtime,
    })]);
    const body = JSON.stringify(payload());
    const response = await app.request("/send-sms", {
      method: "POST",
      headers: { ...signAsAuth(body) },
      body,
    });
    const text = await response.text();
    expect(response.status).toBe(477);
    expect(JSON.parse(text).error.message).toMatch(/^sms_internal: /);
    expect(JSON.parse(runtime.lines[0] ?? "")).toMatchObject({ level: "error", bug: "RangeError" });
    for (const secret of ["024680", "13800138000"]) expect(text + runtime.lines[0]).not.toContain(secret);
  });

  test("is none where an unsigned body breaks off: that is a request to refuse", async () => {
    const { app, entry } = await createHookUnderTest();
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("connection reset")),
    });
    const headers = { ...JSON_TYPE, ...signAsAuth("") };
    const init = { method: "POST", headers, body: stream, duplex: "half" as const };
    const response = await app.request(new Request("http://hook.example/send-sms", init));
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toContain("sms_");
    expect(entry()).toMatchObject({ level: "warn", reason: "request_refused" });
  });
});
