import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createCall } from "../../../src/hook/aliyun/sender.ts";
import { createSignForm } from "../../../src/hook/aliyun/sign-form.ts";
import { createSignFormByPopCore } from "../../../src/hook/aliyun/sign-form-by-pop-core.ts";
import type { AskCredentials } from "../../../src/hook/aliyun/rpc-call.ts";
import { readConfig } from "../../../src/hook/config/config.ts";
import { startEntry } from "../../../src/hook/log/start-entry.ts";
import { createHookUnderTest } from "../../support/hook/app.ts";
import { configOf, ENV, problemsOf } from "../../support/hook/config.ts";
import { HONG_KONG, payloadOf } from "../../support/hook/examples.ts";
import { NOON } from "../../support/hook/runtime.ts";

const INTL = {
  SMS_ALLOWED_COUNTRIES: "CN,HK",
  ALIYUN_SMS_ROUTES: JSON.stringify([{
    when: { country: "HK" },
    api: "globe",
    credentials: "INTL",
    region: "eu-central-1",
  }]),
  ALIBABA_CLOUD_ACCESS_KEY_ID_INTL: "LTAIinternational",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET_INTL: "secret-of-the-other-site",
};

describe("a route with an account of its own", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOON }));
  afterEach(() => void vi.useRealTimers());

  test("sends with that account's key to its own region, and the others as before", async () => {
    const { send, calls } = await createHookUnderTest({ env: INTL });
    const hongKong = { otp: "024680", phone: HONG_KONG.slice(1) };
    await send(payloadOf({ sms: hongKong, metadata: { uuid: "1".repeat(36) } }));
    await send(payloadOf());
    expect(calls.map(({ url, form }) => [url, form.AccessKeyId])).toEqual([
      ["https://dysmsapi.eu-central-1.aliyuncs.com/", "LTAIinternational"],
      ["https://dysmsapi.aliyuncs.com/", ENV.ALIBABA_CLOUD_ACCESS_KEY_ID],
    ]);
  });

  test("is told without its key", () => {
    const env = { ...ENV, ...INTL };
    const entry = startEntry(readConfig(env), env);
    expect(entry.accounts).toEqual({ INTL: "LTAI****al" });
    expect(entry.unknownVariables).toBeUndefined();
    expect(JSON.stringify(entry)).not.toMatch(/LTAIinternational|secret-of-the-other-site/);
  });

  test("names the variables that its key needs", () => {
    const problems = problemsOf({ ...INTL, ALIBABA_CLOUD_ACCESS_KEY_SECRET_INTL: "" });
    expect(problems.map(({ variable }) => variable)).toEqual(["ALIBABA_CLOUD_ACCESS_KEY_SECRET_INTL"]);
  });

  test.each(["intl", "A-B", "1", "LTAI5tExample secret"])("cannot be called %s", (credentials) => {
    const [problem] = problemsOf({ ALIYUN_SMS_ROUTES: JSON.stringify([{ credentials }]) });
    expect(problem?.en).toContain("routes.0.credentials");
  });
});

describe("a route's own place", () => {
  const endpointOf = (route: object, env: Record<string, string> = {}) =>
    configOf({ ALIYUN_SMS_ROUTES: JSON.stringify([route]), ...env }).routes[0]?.endpoint;

  test("is its endpoint, else its region, else what the single variables say", () => {
    expect(endpointOf({ endpoint: "https://proxy.example.com/" })).toBe("https://proxy.example.com");
    expect(endpointOf({ region: "eu-central-1" })).toBe("https://dysmsapi.eu-central-1.aliyuncs.com");
    expect(endpointOf({}, { ALIYUN_SMS_ENDPOINT: "https://proxy.example.com" })).toBe(
      "https://proxy.example.com",
    );
  });

  test("does not lead past a proxy or the emulator that stands in the way of all", () => {
    expect(endpointOf({ region: "eu-central-1" }, { ALIYUN_SMS_ENDPOINT: "http://127.0.0.1:9001" }))
      .toBe("http://127.0.0.1:9001");
  });

  test("cannot be a host that does not serve its API", () => {
    const route = { when: { country: "HK" }, api: "globe", endpoint: "https://dysmsapi.aliyuncs.com" };
    const [problem] = problemsOf({
      SMS_ALLOWED_COUNTRIES: "CN,HK",
      ALIYUN_SMS_ROUTES: JSON.stringify([route]),
    });
    expect(problem?.en).toContain("does not serve globe");
  });

  test.each(["cn-shanghai-finance-1", "cn-north-2-gov-1", "cn-hangzhou", "us-east-1"])(
    "may be %s",
    (region) => {
      expect(configOf({ ALIYUN_SMS_REGION_ID: region }).routes).toHaveLength(1);
      expect(endpointOf({ region })).toMatch(/^https:\/\/dysmsapi\./);
    },
  );
});

const CALL = {
  endpoint: "https://sms.example",
  account: undefined,
  version: "2017-05-25",
  action: "SendSms",
  params: {},
};

describe.each([["fetch", createSignForm], ["pop-core", createSignFormByPopCore]] as const)(
  "the %s transport",
  (_, create) => {
    async function callBy(askCredentials: AskCredentials) {
      const forms: URLSearchParams[] = [];
      const fetch: typeof globalThis.fetch = (_url, init) => {
        forms.push(new URLSearchParams(String(init?.body)));
        return Promise.resolve(Response.json({ Code: "OK" }));
      };
      const signForm = await create({ now: Date.now, randomUuid: () => crypto.randomUUID() });
      return { call: createCall({ askCredentials, signForm, fetch }), forms };
    }
    const keyOf = (n: number) => ({
      accessKeyId: `STS.${n}`,
      accessKeySecret: `secret-${n}`,
      securityToken: `token-${n}`,
    });

    test("asks for the key before every send, so that a host can renew it", async () => {
      let n = 0;
      const { call, forms } = await callBy(() => Promise.resolve(keyOf(++n)));
      await call(CALL, AbortSignal.timeout(1_000));
      await call(CALL, AbortSignal.timeout(1_000));
      expect(forms.map((form) => [form.get("AccessKeyId"), form.get("SecurityToken")]))
        .toEqual([["STS.1", "token-1"], ["STS.2", "token-2"]]);
    });

    test.each<[string, AskCredentials]>([
      ["fails", () => Promise.reject(new Error("the metadata service is down"))],
      ["throws", () => {
        throw new Error("no such account");
      }],
      ["does not answer", () => new Promise(() => {})],
    ])("sends nothing where the host %s, inside the deadline", async (_, askCredentials) => {
      const { call, forms } = await callBy(askCredentials);
      expect(await call(CALL, AbortSignal.timeout(50)))
        .toEqual({ status: "not_connected", cause: "no_credentials" });
      expect(forms).toEqual([]);
    });
  },
);
