import { describe, expect, test } from "vitest";
import { type Config, readConfig } from "../../../src/hook/config/config.ts";
import { type Env, VARIABLES } from "../../../src/hook/config/variables.ts";
import type { SmsApi } from "../../../src/hook/sms/route.ts";
import { configOf, ENV, problemsOf } from "../../support/hook/config.ts";
import { FIRST_SECRET, SECOND_SECRET } from "../../support/hook/signing.ts";

const bare = (secret: string) => secret.replace("v1,whsec_", "");
const blank = (value: string) =>
  Object.fromEntries(Object.values(VARIABLES).flat().map((name) => [name, value]));

const withoutWarnings = (config: Config) => ({ ...config, warnings: [] });

/** Where an API is asked. */
const endpointFor = (api: SmsApi, env: Env) =>
  configOf({
    ALIYUN_SMS_API: api,
    ALIYUN_SMS_TEMPLATE_CODE: api === "globe" ? "" : "SMS_1",
    ALIYUN_SMS_SIGN_NAME: api === "globe" ? "" : "签名",
    SMS_ALLOWED_COUNTRIES: "CN,HK",
    ...env,
  }).routes[0]?.endpoint;

describe("five variables are enough", () => {
  test("and everything else has its default", () => {
    expect(readConfig(ENV)).toEqual({
      hookSecrets: [bare(FIRST_SECRET)],
      credentials: {
        accessKeyId: "test-access-key-id",
        accessKeySecret: "test-access-key-secret",
        securityToken: undefined,
      },
      accounts: new Map(),
      transport: "fetch",
      routes: [
        {
          name: "default",
          when: {},
          api: "dysmsapi",
          sign: "测试签名",
          template: "SMS_123456789",
          params: {},
          endpoint: "https://dysmsapi.aliyuncs.com",
          account: undefined,
        },
      ],
      policy: {
        sendingEnabled: true,
        allowedCountries: new Set(["CN"]),
        allowedPrefixes: [],
        allowedNumbers: undefined,
        blockedPrefixes: [],
      },
      bareNumbers: "refuse",
      limits: {
        perNumber: [{ count: 5, windowSeconds: 3_600 }, { count: 10, windowSeconds: 86_400 }],
        perIp: [],
        perPrefix: [],
        perCountry: [],
        total: [],
      },
      ledger: "memory",
      // HMAC-SHA256 of the hook secret; see keyed-hash.test.ts.
      ledgerKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      maxConcurrentSends: 200,
      onUnconfirmed: "accept",
      onLedgerDown: "refuse",
      authVersion: undefined,
      address: { host: "127.0.0.1", port: 8_000 },
      warnings: [expect.objectContaining({ variable: "SMS_LIMIT_TOTAL" })],
    });
  });

  test.each(["", "   ", "\t"])("a variable that is %j is absent", (value) => {
    expect(withoutWarnings(readConfig({ ...blank(value), ...ENV }))).toEqual(
      withoutWarnings(readConfig(ENV)),
    );
  });

  test("a variable that is undefined is absent", () => {
    expect(configOf({ SMS_LIMIT_PER_NUMBER: undefined })).toEqual(readConfig(ENV));
  });
});

/** A value that makes a difference, under each name that has others. */
const SAMPLES = {
  hookSecrets: SECOND_SECRET,
  accessKeyId: "another-key-id",
  accessKeySecret: "another-key-secret",
  sign: "另一个签名",
  template: "SMS_987654321",
  region: "ap-southeast-1",
} as const;

describe("other names", () => {
  const cases = Object.entries(SAMPLES).flatMap(([setting, value]) => {
    // The keys of SAMPLES are settings.
    const [canonical, ...aliases] = VARIABLES[setting as keyof typeof SAMPLES];
    return aliases.map((alias) => ({ alias, canonical, value }));
  });

  test.each(cases)("$alias is read in place of $canonical", ({ alias, canonical, value }) => {
    const expected = configOf({ [canonical]: value });
    expect(expected).not.toEqual(configOf());
    expect(configOf({ [canonical]: "", [alias]: value })).toEqual(expected);
    expect(configOf({ [canonical]: undefined, [alias]: value })).toEqual(expected);
  });

  test.each(cases)("$canonical wins over $alias", ({ alias, canonical, value }) => {
    const config = configOf({ [canonical]: value, [alias]: "v1,whsec_not-used" });
    expect(withoutWarnings(config)).toEqual(withoutWarnings(configOf({ [canonical]: value })));
    expect(config.warnings).toContainEqual(expect.objectContaining({ en: expect.stringContaining(alias) }));
  });

  test("the five of an RDS Supabase console alone are enough", () => {
    expect(readConfig({
      GOTRUE_HOOK_SEND_SMS_SECRETS: FIRST_SECRET,
      GOTRUE_SMS_ALIYUN_ACCESS_KEY_ID: ENV.ALIBABA_CLOUD_ACCESS_KEY_ID,
      GOTRUE_SMS_ALIYUN_ACCESS_KEY_SECRET: ENV.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
      GOTRUE_SMS_ALIYUN_SIGN_NAME: ENV.ALIYUN_SMS_SIGN_NAME,
      GOTRUE_SMS_ALIYUN_TEMPLATE_CODE: ENV.ALIYUN_SMS_TEMPLATE_CODE,
    })).toEqual(readConfig(ENV));
  });

  test("a problem names the variable that was set, not the canonical one", () => {
    const [problem] = problemsOf({ SEND_SMS_HOOK_SECRETS: "", SEND_SMS_HOOK_SECRET: "short" });
    expect(problem?.variable).toBe("SEND_SMS_HOOK_SECRET");
  });
});

describe("which API", () => {
  const apiOf = (env: Record<string, string>) => configOf(env).routes.map(({ api }) => api);

  test.each(["true", "TRUE", " True "])("GOTRUE_SMS_ALIYUN_IS_TEST=%j is dypnsapi", (value) => {
    expect(apiOf({ GOTRUE_SMS_ALIYUN_IS_TEST: value })).toEqual(["dypnsapi"]);
  });

  test("GOTRUE_SMS_ALIYUN_IS_TEST=false is dysmsapi", () => {
    expect(apiOf({ GOTRUE_SMS_ALIYUN_IS_TEST: "false" })).toEqual(["dysmsapi"]);
  });

  test("ALIYUN_SMS_API says more than GOTRUE_SMS_ALIYUN_IS_TEST", () => {
    expect(apiOf({ GOTRUE_SMS_ALIYUN_IS_TEST: "true", ALIYUN_SMS_API: "dysmsapi" })).toEqual(["dysmsapi"]);
  });

  test.each(["dysmsapi", "dypnsapi"])("ALIYUN_SMS_API=%s", (api) => {
    expect(apiOf({ ALIYUN_SMS_API: api })).toEqual([api]);
  });
});

describe("values", () => {
  test("several secrets are separated by | in their order, blanks aside", () => {
    const value = ` ${FIRST_SECRET} | ${SECOND_SECRET} |`;
    expect(configOf({ SEND_SMS_HOOK_SECRETS: value }).hookSecrets).toEqual([
      bare(FIRST_SECRET),
      bare(SECOND_SECRET),
    ]);
  });

  test("a security token of STS", () => {
    expect(configOf({ ALIBABA_CLOUD_SECURITY_TOKEN: "sts" }).credentials.securityToken).toBe("sts");
  });

  test.each([
    ["cn-hangzhou", "https://dysmsapi.aliyuncs.com", "https://dysmsapi.ap-southeast-1.aliyuncs.com"],
    ["cn-hongkong", "https://dysmsapi.aliyuncs.com", "https://dysmsapi.ap-southeast-1.aliyuncs.com"],
    [
      "eu-central-1",
      "https://dysmsapi.eu-central-1.aliyuncs.com",
      "https://dysmsapi.eu-central-1.aliyuncs.com",
    ],
    ["us-east-1", "https://dysmsapi.us-east-1.aliyuncs.com", "https://dysmsapi.ap-southeast-1.aliyuncs.com"],
  ])("the endpoints of %s", (region, dysmsapi, globe) => {
    const env = { ALIYUN_SMS_REGION_ID: region };
    expect(endpointFor("dysmsapi", env)).toBe(dysmsapi);
    expect(endpointFor("dypnsapi", env)).toBe("https://dypnsapi.aliyuncs.com");
    expect(endpointFor("globe", env)).toBe(globe);
  });

  test.each(["http://127.0.0.1:9001", "http://127.0.0.1:9001/", "https://sms-proxy.example.com"])(
    "the endpoint %s is that of all APIs",
    (url) => {
      const endpoints = (["dysmsapi", "dypnsapi", "globe"] as const)
        .map((api) => endpointFor(api, { ALIYUN_SMS_ENDPOINT: url }));
      expect(endpoints).toEqual(Array(3).fill(url.replace(/\/$/, "")));
    },
  );

  test.each(
    [
      ["https://dysmsapi.aliyuncs.com", "globe", "https://dysmsapi.ap-southeast-1.aliyuncs.com"],
      [
        "https://dysmsapi-proxy.cn-beijing.aliyuncs.com",
        "globe",
        "https://dysmsapi.ap-southeast-1.aliyuncs.com",
      ],
      [
        "https://dysmsapi-xman.cn-hongkong.aliyuncs.com",
        "dysmsapi",
        "https://dysmsapi-xman.cn-hongkong.aliyuncs.com",
      ],
      ["https://dysmsapi.aliyuncs.com", "dypnsapi", "https://dypnsapi.aliyuncs.com"],
      ["https://dypnsapi.aliyuncs.com", "dysmsapi", "https://dysmsapi.aliyuncs.com"],
      ["https://dysmsapi.eu-central-1.aliyuncs.com", "globe", "https://dysmsapi.eu-central-1.aliyuncs.com"],
    ] as const,
  )(
    "the host %s of Alibaba Cloud does not take what it cannot serve: %s goes to %s",
    (host, api, expected) => {
      expect(endpointFor(api, { ALIYUN_SMS_ENDPOINT: host })).toBe(expected);
    },
  );

  test.each([
    ["2.177.0", [2, 177]],
    ["v2.158.1", [2, 158]],
    ["2.186", [2, 186]],
    ["v2.190.0-rc.1", [2, 190]],
  ])("GOTRUE_VERSION=%s", (value, expected) => {
    expect(configOf({ GOTRUE_VERSION: value }).authVersion).toEqual(expected);
  });

  test("countries in any case, numbers with blanks, prefixes with or without a plus sign", () => {
    const { policy } = configOf({
      SMS_ALLOWED_COUNTRIES: "cn, Hk",
      SMS_ALLOWED_NUMBERS: "+86 138 0013 8000,85251234567",
      SMS_BLOCKED_PREFIXES: "+86170, 86171",
    });
    expect(policy.allowedCountries).toEqual(new Set(["CN", "HK"]));
    expect(policy.allowedNumbers).toEqual(new Set(["+8613800138000", "+85251234567"]));
    expect(policy.blockedPrefixes).toEqual(["86170", "86171"]);
  });

  test("* is every country", () => {
    expect(configOf({ SMS_ALLOWED_COUNTRIES: "*" }).policy.allowedCountries).toBe("*");
  });

  test("the staging list takes bare mainland numbers where the hook does", () => {
    const { policy } = configOf({ SMS_BARE_NUMBERS: "CN", SMS_ALLOWED_NUMBERS: "13800138000" });
    expect(policy.allowedNumbers).toEqual(new Set(["+8613800138000"]));
  });

  test("words in any case", () => {
    const config = configOf({
      SMS_SENDING_ENABLED: "FALSE",
      SMS_BARE_NUMBERS: "cn",
      SMS_ON_UNCONFIRMED: "Refuse",
      SMS_ON_LEDGER_DOWN: "SEND",
      ALIYUN_TRANSPORT: "Pop-Core",
      SMS_LEDGER: "MEMORY",
      PORT: "0",
    });
    expect(config).toMatchObject({
      policy: { sendingEnabled: false },
      bareNumbers: "CN",
      onUnconfirmed: "refuse",
      onLedgerDown: "send",
      transport: "pop-core",
      ledger: "memory",
      address: { port: 0 },
    });
  });
});
