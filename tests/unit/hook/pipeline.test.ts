import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createHookUnderTest, errorOf } from "../../support/hook/app.ts";
import { HONG_KONG, LOS_ANGELES, payloadOf } from "../../support/hook/examples.ts";
import { recordingOf, recordings } from "../../support/hook/recordings.ts";
import { NOON } from "../../support/hook/runtime.ts";

const to = (phone: string, sms: Record<string, unknown> = {}) =>
  payloadOf({
    metadata: { uuid: crypto.randomUUID(), time: new Date().toISOString() },
    user: { phone: phone.slice(1) },
    sms: { otp: "024680", phone: phone.slice(1), ...sms },
  });

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOON }));
afterEach(() => void vi.useRealTimers());

describe("recorded requests from signature to SMS", () => {
  test.each(recordings)("$release $scenario reaches $sentTo or nobody", async (recording) => {
    vi.setSystemTime(Number(recording.timestamp) * 1000);
    const { app, calls } = await createHookUnderTest({
      env: { SEND_SMS_HOOK_SECRETS: recording.secrets.join("|") },
    });
    const headers = {
      "content-type": "application/json",
      "webhook-id": recording.id,
      "webhook-timestamp": recording.timestamp,
      "webhook-signature": recording.signature,
    };
    const response = await app.request("/send-sms", { method: "POST", headers, body: recording.body });
    if (response.status === 473) return expect(calls).toEqual([]);
    expect(await response.text()).toBe("{}");
    expect(calls.map(({ form }) => [form.PhoneNumbers, form.TemplateParam])).toEqual([
      [recording.sentTo.slice(1), JSON.stringify({ code: JSON.parse(recording.body).sms.otp })],
    ]);
  });
});

describe("a second attempt of Auth", () => {
  test("has the same body under another id, sends nothing and is answered like the first", async () => {
    const { send, calls, entry } = await createHookUnderTest();
    const body = recordingOf("v2.177.0", "signup").body;
    expect(await (await send(body)).text()).toBe("{}");
    vi.setSystemTime(NOON + 2_000);
    expect(await (await send(body)).text()).toBe("{}");
    expect(calls).toHaveLength(1);
    expect(entry()).toMatchObject({ duplicate: true, result: "accepted" });
  });

  test("hears the rejection of the first again", async () => {
    const { send, calls } = await createHookUnderTest({
      provider: () => ({ body: { Code: "isv.BUSINESS_LIMIT_CONTROL", Message: "触发小时级流控Permits:5" } }),
    });
    const body = to("+8613800138000");
    const [first, second] = [await (await send(body)).text(), await (await send(body)).text()];
    expect(second).toBe(first);
    expect(JSON.parse(first).error).toMatchObject({ http_code: 429 });
    expect(first).toContain("60分钟后");
    expect(calls).toHaveLength(1);
  });
});

describe("a number of +1 that looks like a mainland one", () => {
  const abroad = { SMS_ALLOWED_COUNTRIES: "CN,US,HK" };

  test("is never given to the domestic API, which would reach a stranger", async () => {
    const { send, calls, entry } = await createHookUnderTest({ env: abroad });
    expect((await errorOf(await send(to(LOS_ANGELES)))).message).toMatch(/^sms_misconfigured/);
    expect(calls).toEqual([]);
    expect(entry()).toMatchObject({ cause: "no_route", country: "US" });
  });

  test("goes by a route that reaches it, where there is one", async () => {
    const routes = JSON.stringify([{ when: { country: ["US", "HK"] }, api: "globe" }]);
    const { send, calls } = await createHookUnderTest({ env: { ...abroad, ALIYUN_SMS_ROUTES: routes } });
    await send(to(LOS_ANGELES));
    await send(to(HONG_KONG));
    expect(calls.map(({ form }) => [form.Action, form.To])).toEqual([
      ["SendMessageToGlobe", "13105551234"],
      ["SendMessageToGlobe", "85251234567"],
    ]);
  });

  test("is a mainland number where the operator says so, whose limits are those of the same number", async () => {
    const env = { SMS_BARE_NUMBERS: "CN", SMS_LIMIT_PER_NUMBER: "1/1h" };
    const { send, calls } = await createHookUnderTest({ env });
    await send(to("+13800138000"));
    expect(calls[0]?.form.PhoneNumbers).toBe("8613800138000");
    expect((await errorOf(await send(to("+8613800138000")))).message).toMatch(/^sms_rate_limited/);
    expect(calls).toHaveLength(1);
  });
});

describe("what is refused before it costs anything", () => {
  const full = { SMS_LIMIT_TOTAL: "1/1h" };

  test.each([
    ["a country that is not allowed", {}, to(HONG_KONG)],
    ["a number that is none", {}, to("+86123")],
    ["an empty destination", {}, to("+")],
    ["a code that no template takes", {}, to("+8613800138000", { otp: "02468024" })],
    ["a payload that does not fit", {}, to("+8613800138000", { otp: "" })],
    ["a number not on the staging list", { SMS_ALLOWED_NUMBERS: "+8613900139000" }, to("+8613800138000")],
  ])("%s takes no place in a window", async (_, env, payload) => {
    const { send, calls } = await createHookUnderTest({ env: { ...full, ...env } });
    for (let i = 0; i < 3; i++) expect(await (await send(payload)).text()).toContain('"error"');
    expect(calls).toEqual([]);
    expect(await (await send(to("+8613900139000"))).text()).toBe("{}");
  });
});

describe("a code of more than six digits", () => {
  test("goes as a free text, which takes any length", async () => {
    const env = {
      ALIYUN_SMS_API: "globe",
      ALIYUN_SMS_SIGN_NAME: "",
      ALIYUN_SMS_TEMPLATE_CODE: "",
      SMS_ALLOWED_COUNTRIES: "HK",
    };
    const { send, calls } = await createHookUnderTest({ env });
    expect(await (await send(to(HONG_KONG, { otp: "0246802468" }))).text()).toBe("{}");
    expect(calls[0]?.form.Message).toContain("0246802468");
  });
});

describe("failover", () => {
  const env = { ALIYUN_SMS_ROUTES: JSON.stringify([{ sign: "第一签名" }]) };

  test("moves on with the same code where the account is at fault", async () => {
    const { send, calls, entry } = await createHookUnderTest({
      env,
      provider: ({ form }) => ({
        body: { Code: form.SignName === "第一签名" ? "isv.SMS_SIGNATURE_ILLEGAL" : "OK" },
      }),
    });
    expect(await (await send(to("+8613800138000"))).text()).toBe("{}");
    expect(calls.map(({ form }) => form.SignName)).toEqual(["第一签名", "测试签名"]);
    expect(new Set(calls.map(({ form }) => form.TemplateParam)).size).toBe(1);
    expect(new Set(calls.map(({ form }) => form.SignatureNonce)).size).toBe(2);
    expect(entry().attempts).toHaveLength(2);
  });

  test.each(["reset", "text"])("never after an answer that cannot be read: %s", async (how) => {
    const { send, calls, entry } = await createHookUnderTest({
      env,
      provider: () => how === "reset" ? Promise.reject(new Error("reset")) : { status: 502, body: "<html>" },
    });
    expect(await (await send(to("+8613800138000"))).text()).toBe("{}");
    expect(calls).toHaveLength(1);
    expect(entry()).toMatchObject({ level: "warn", result: "unconfirmed" });
  });
});

test("a mainland number without its country code is answered in Chinese where nobody else is served", async () => {
  const textFor = async (countries: string) => {
    const { send } = await createHookUnderTest({ env: { SMS_ALLOWED_COUNTRIES: countries } });
    return (await errorOf(await send(to("+13800138000")))).message;
  };
  expect(await textFor("CN")).toMatch(/[\u4e00-\u9fff]/);
  expect(await textFor("CN,HK")).toMatch(/^[ -~]+$/);
});
