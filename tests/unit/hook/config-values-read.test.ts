import { describe, expect, test } from "vitest";
import type { Env } from "../../../src/hook/config/variables.ts";
import type { SmsApi } from "../../../src/hook/sms/route.ts";
import { configOf } from "../../support/hook/config.ts";
import { FIRST_SECRET, SECOND_SECRET } from "../../support/hook/signing.ts";

const bare = (secret: string) => secret.replace("v1,whsec_", "");
/** Where an API is asked. */
const endpointFor = (api: SmsApi, env: Env) =>
  configOf({
    ALIYUN_SMS_API: api,
    ALIYUN_SMS_TEMPLATE_CODE: api === "globe" ? "" : "SMS_1",
    ALIYUN_SMS_SIGN_NAME: api === "globe" ? "" : "签名",
    SMS_ALLOWED_COUNTRIES: "CN,HK",
    ...env,
  }).routes[0]?.endpoint;

describe("values", () => {
  test("several secrets are separated by | in their order, blanks aside", () => {
    const value = ` ${FIRST_SECRET} | ${SECOND_SECRET} |`;
    expect(configOf({ SEND_SMS_HOOK_SECRETS: value }).hookSecrets).toEqual([
      bare(FIRST_SECRET),
      bare(SECOND_SECRET),
    ]);
  });

  test("a security token of STS", () => {
    expect(configOf({ ALIBABA_CLOUD_SECURITY_TOKEN: "sts" }).credentials?.securityToken).toBe("sts");
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
