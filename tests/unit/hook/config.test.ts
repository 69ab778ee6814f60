import { describe, expect, test } from "vitest";
import { type Config, readConfig } from "../../../src/hook/config/config.ts";
import { VARIABLES } from "../../../src/hook/config/variables.ts";
import { configOf, ENV, problemsOf } from "../../support/hook/config.ts";
import { FIRST_SECRET, SECOND_SECRET } from "../../support/hook/signing.ts";

const bare = (secret: string) => secret.replace("v1,whsec_", "");
const blank = (value: string) =>
  Object.fromEntries(Object.values(VARIABLES).flat().map((name) => [name, value]));

const withoutWarnings = (config: Config) => ({ ...config, warnings: [] });

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
      guard: "observe",
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
