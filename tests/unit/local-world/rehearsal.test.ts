import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_ACCESS_KEY_ID } from "../../../src/emulator/aliyun/index.ts";
import { ConfigError } from "../../../src/hook/config/env-reader.ts";
import { readConfig } from "../../../src/hook/config/config.ts";
import type { Env } from "../../../src/hook/config/variables.ts";
import { rehearse } from "../../../src/local-world/rehearsal.ts";
import { FIRST_SECRET, SECOND_SECRET } from "../../support/hook/signing.ts";

const PLACE = { aliyunUrl: "http://127.0.0.1:4010", hookSecret: FIRST_SECRET, hookPort: 8000 };
const of = (given: Env) => rehearse(given, PLACE);
const configOf = (given: Env) => readConfig(of(given).env);

/** What a developer's shell or `.env` of production may hold, and what must not leave it. */
const REAL = {
  SEND_SMS_HOOK_SECRETS: SECOND_SECRET,
  SEND_SMS_HOOK_SECRET: SECOND_SECRET,
  GOTRUE_HOOK_SEND_SMS_SECRETS: SECOND_SECRET,
  ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-real-id",
  ALIYUN_ACCESS_KEY_ID: "LTAI-real-id",
  GOTRUE_SMS_ALIYUN_ACCESS_KEY_ID: "LTAI-real-id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "real-key-secret",
  ALIYUN_ACCESS_KEY_SECRET: "real-key-secret",
  GOTRUE_SMS_ALIYUN_ACCESS_KEY_SECRET: "real-key-secret",
  ALIBABA_CLOUD_SECURITY_TOKEN: "real-token",
  ALIBABA_CLOUD_ACCESS_KEY_ID_INTL: "LTAI-real-intl",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET_INTL: "real-intl-secret",
  ALIBABA_CLOUD_SECURITY_TOKEN_INTL: "real-intl-token",
  ALIYUN_SMS_ENDPOINT: "https://dysmsapi.aliyuncs.com",
  SMS_LEDGER: "postgres",
  SMS_LEDGER_DATABASE_URL: "postgresql://owner:real-password@db.example.com:6543/postgres",
  SUPABASE_DB_URL: "postgresql://owner:real-password@db.example.com:6543/postgres",
  SMS_LEDGER_CA: "-----BEGIN CERTIFICATE-----\nreal\n-----END CERTIFICATE-----",
  SMS_LEDGER_KEY: "real-ledger-key-of-more-than-thirty-two-characters",
  HOST: "0.0.0.0",
  PORT: "9000",
};

describe("a rehearsal", () => {
  test.each(Object.entries(REAL))("does not let %s in, and says so", (name, value) => {
    const { env, replaced, inForce } = of({ [name]: value });
    expect(Object.values(env)).not.toContain(value);
    expect(JSON.stringify(env)).not.toContain("real");
    expect(replaced).toEqual([name]);
    expect(inForce).toEqual([]);
  });

  test("lets no place and no account of a route in, and says which it left out", () => {
    const routes = [
      { when: { country: "CN" }, template: "SMS_1", endpoint: "https://dysmsapi.aliyuncs.com" },
      { when: { country: "HK" }, api: "globe", region: "ap-southeast-1", credentials: "INTL" },
    ];
    const given = {
      ALIYUN_SMS_ROUTES: JSON.stringify(routes),
      ALIYUN_SMS_SIGN_NAME: "某签名",
      SMS_ALLOWED_COUNTRIES: "CN,HK",
    };
    const { inForce, replaced } = of(given);
    expect(replaced).toEqual(["ALIYUN_SMS_ROUTES[0].endpoint", "ALIYUN_SMS_ROUTES[1].credentials"]);
    expect(inForce).toContain("ALIYUN_SMS_ROUTES");
    expect(configOf(given).routes).toMatchObject([
      { endpoint: PLACE.aliyunUrl, account: undefined, when: { countries: ["CN"] }, template: "SMS_1" },
      { endpoint: PLACE.aliyunUrl, account: undefined, when: { countries: ["HK"] }, api: "globe" },
    ]);
  });

  test("leads nowhere but to the emulators, whatever is given together, in whatever quotes", () => {
    const place = {
      endpoint: "https://dysmsapi.aliyuncs.com",
      credentials: "INTL",
      region: "ap-southeast-1",
    };
    const fits = fc.subarray(Object.entries(place)).map((some) => ({
      ...Object.fromEntries(some),
      template: "SMS_1",
      sign: "某签名",
    }));
    const wild = fc.dictionary(
      fc.constantFrom("endpoint", "credentials", "Endpoint", "api", "when", "__proto__"),
      fc.constantFrom<unknown>("https://dysmsapi.aliyuncs.com", "INTL", "globe", {}, 1, null),
    );
    const list = fc.oneof(
      { weight: 5, arbitrary: fc.array(fits) },
      fc.array(wild),
      wild,
      fc.constant("INTL"),
    );
    const quoted = fc.tuple(fc.constantFrom("", "'", '"', " "), list)
      .map(([quote, json]) => quote + JSON.stringify(json) + quote);
    const names = fc.constantFrom(...Object.keys(REAL));
    const values = fc.constantFrom(...Object.values(REAL));
    const env = fc.tuple(fc.dictionary(names, values), fc.option(quoted, { nil: "" }));
    let started = 0;
    fc.assert(
      fc.property(env, ([given, text]) => {
        let made;
        try {
          made = of({ ...REAL, ...given, ALIYUN_SMS_ROUTES: text });
        } catch (error) {
          // The function would not start either.
          expect(error).toBeInstanceOf(ConfigError);
          return;
        }
        started += 1;
        const config = readConfig(made.env);
        expect(config.routes.map(({ endpoint }) => endpoint)).toEqual(
          config.routes.map(() => PLACE.aliyunUrl),
        );
        expect(config.credentials?.accessKeyId).toBe(DEFAULT_ACCESS_KEY_ID);
        expect(config.credentials?.securityToken).toBeUndefined();
        expect(config.accounts.size).toBe(0);
        expect(config.database).toBeUndefined();
        expect(config.hookSecrets).toEqual([FIRST_SECRET.slice("v1,whsec_".length)]);
        expect(config.address).toEqual({ host: "127.0.0.1", port: 8000 });
      }),
      { numRuns: 300 },
    );
    expect(started).toBeGreaterThan(100);
  });

  test("tries countries, limits, kill switch and names as they are set, by each of their names", () => {
    const given = {
      SMS_ALLOWED_COUNTRIES: "CN",
      SMS_LIMIT_TOTAL: "7/1d",
      SMS_SENDING_ENABLED: "false",
      SMS_BLOCKED_PREFIXES: "+86170",
      GOTRUE_SMS_ALIYUN_SIGN_NAME: "某签名",
      GOTRUE_SMS_ALIYUN_TEMPLATE_CODE: "SMS_7",
    };
    expect(of(given).inForce.toSorted()).toEqual(Object.keys(given).toSorted());
    expect(configOf(given)).toMatchObject({
      policy: { sendingEnabled: false, blockedPrefixes: ["86170"] },
      routes: [{ sign: "某签名", template: "SMS_7" }],
    });
  });

  test.each([
    ["", ["CN"]],
    ["cn, HK,+870", ["CN", "HK"]],
    ["*", ["*"]],
  ])("tells the page the countries that the function allows: %j", (SMS_ALLOWED_COUNTRIES, countries) => {
    expect(of({ SMS_ALLOWED_COUNTRIES }).countries).toEqual(countries);
  });

  test("has the emulator know the signatures and templates of the developer's own account", () => {
    const routes = [{
      when: { country: "HK" },
      template: "SMS_8",
      params: { otp: "{code}", product: "Shop" },
    }];
    const { seed } = of({
      ALIYUN_SMS_ROUTES: JSON.stringify(routes),
      ALIYUN_SMS_SIGN_NAME: "某签名",
      ALIYUN_SMS_TEMPLATE_CODE: "SMS_7",
      SMS_ALLOWED_COUNTRIES: "CN,HK",
    });
    expect(seed.signs).toContainEqual({ name: "某签名", status: "approved", owner: "account" });
    expect(seed.templates).toContainEqual(
      expect.objectContaining({ code: "SMS_7", audience: "domestic", content: "您的验证码是${code}。" }),
    );
    expect(seed.templates).toContainEqual(
      expect.objectContaining({
        code: "SMS_8",
        audience: "international",
        content: "Your code is ${otp}. (product: ${product})",
      }),
    );
  });

  test("is the emulator's own account where nothing is given, and lets in nothing of others", () => {
    const { env, ...rest } = of({ PATH: "/bin", HTTPS_PROXY: "http://proxy", NODE_OPTIONS: "--inspect" });
    expect(Object.keys(env).sort()).toEqual([
      "ALIBABA_CLOUD_ACCESS_KEY_ID",
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
      "ALIYUN_SMS_ENDPOINT",
      "ALIYUN_SMS_SIGN_NAME",
      "ALIYUN_SMS_TEMPLATE_CODE",
      "PORT",
      "SEND_SMS_HOOK_SECRETS",
    ]);
    expect(rest).toMatchObject({ inForce: [], replaced: [], unknown: [] });
  });

  test("names what nobody reads, without its value", () => {
    const { unknown, env } = of({ SMS_ALLOWED_COUNTRYS: "HK", SMS_WHATEVER: "x" });
    expect(unknown).toEqual([
      { name: "SMS_ALLOWED_COUNTRYS", meant: "SMS_ALLOWED_COUNTRIES" },
      { name: "SMS_WHATEVER", meant: undefined },
    ]);
    expect(Object.keys(env)).not.toContain("SMS_ALLOWED_COUNTRYS");
  });

  test("takes the developer's prices for the local ledger, and ends where one is none", () => {
    const { prices, inForce } = of({ SMS_PRICE_CN: "0.06", SMS_PRICE_CURRENCY: "USD" });
    expect(prices).toEqual({ currency: "USD", of: { CN: 0.06 } });
    expect(inForce).toEqual(["SMS_PRICE_CN", "SMS_PRICE_CURRENCY"]);
    expect(of({}).prices).toBeUndefined();
    expect(() => of({ SMS_PRICE_CN: "six cents" })).toThrow(/SMS_PRICE_CN must be the price/);
    expect(() => of({ SMS_PRICE_CURRENCY: "USD" })).toThrow(/SMS_PRICE_CURRENCY is set without any price/);
  });

  test("ends with the function's own sentence where the variables do not fit", () => {
    expect(() => of({ SMS_LIMIT_TOTAL: "many", ALIYUN_SMS_ROUTES: "[{]" })).toThrow(
      /ALIYUN_SMS_ROUTES is not JSON.*SMS_LIMIT_TOTAL entry 1 is not a count/s,
    );
  });

  test("counts what is wrong, and none of the names beside it that nothing reads", () => {
    expect(() => of({ SMS_LIMIT_TOTAL: "many", SMS_LIMIT_PER_PI: "5/1h", SMS_LIMT_PER_IP: "5/1h" })).toThrow(
      /has 1 problem\(s\).*有 1 处问题.*SMS_LIMIT_TOTAL entry 1.*SMS_LIMIT_PER_PI is not read.*SMS_LIMT_PER_IP is not read/s,
    );
  });
});
