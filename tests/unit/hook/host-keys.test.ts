import { describe, expect, test } from "vitest";
import { createAskCredentials } from "../../../src/hook/config/ask-credentials.ts";
import { readConfig } from "../../../src/hook/config/config.ts";
import { startEntry } from "../../../src/hook/log/start-entry.ts";
import { configErrorOf, ENV } from "../../support/hook/config.ts";

const { ALIBABA_CLOUD_ACCESS_KEY_ID: _id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: _secret, ...KEYLESS } = ENV;
const ofHost = { accessKeyId: "STS.host", accessKeySecret: "secret-of-host", securityToken: "token-of-host" };
const keyOf = (env: Record<string, string>, account?: string) =>
  createAskCredentials(readConfig(env, { hostBringsKeys: true }), () => ofHost)(account);

describe("where the host brings the key", () => {
  test("none need be set, and the host's is used", () => {
    expect(keyOf(KEYLESS)).toEqual(ofHost);
  });

  test("a temporary one that it left in the environment at start is not used: it expires", () => {
    const left = { ...ENV, ALIBABA_CLOUD_SECURITY_TOKEN: "token-of-the-start" };
    expect(keyOf(left)).toEqual(ofHost);
    expect(readConfig(left, { hostBringsKeys: true }).warnings.map(({ variable }) => variable))
      .not.toContain("ALIBABA_CLOUD_SECURITY_TOKEN");
  });

  test.each(["ALIBABA_CLOUD", "ALIYUN", "GOTRUE_SMS_ALIYUN"])(
    "a lasting one of the operator's goes before it, under %s_… too",
    (prefix) => {
      const own = { [`${prefix}_ACCESS_KEY_ID`]: "LTAIown", [`${prefix}_ACCESS_KEY_SECRET`]: "own-secret" };
      expect(keyOf({ ...KEYLESS, ...own })).toMatchObject({ accessKeyId: "LTAIown" });
    },
  );

  test("half of a lasting one is a mistake to be told, and not covered up by the host's", () => {
    expect(() =>
      readConfig({ ...KEYLESS, ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAIhalf" }, { hostBringsKeys: true })
    )
      .toThrow("ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set");
  });

  test("a route's other account keeps the key that it has in the environment", () => {
    const env = {
      ...KEYLESS,
      SMS_ALLOWED_COUNTRIES: "CN,HK",
      ALIYUN_SMS_ROUTES: JSON.stringify([{ when: { country: "HK" }, api: "globe", credentials: "INTL" }]),
      ALIBABA_CLOUD_ACCESS_KEY_ID_INTL: "LTAIinternational",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET_INTL: "secret-of-the-other-site",
    };
    expect(keyOf(env, "INTL")).toMatchObject({ accessKeyId: "LTAIinternational" });
    expect(keyOf(env)).toEqual(ofHost);
  });

  test("the first line of the log says where it comes from", () => {
    const config = readConfig(KEYLESS, { hostBringsKeys: true });
    expect(startEntry(config, KEYLESS)).toMatchObject({ accessKeyId: "from the host, for every request" });
  });
});

test("where it does not, a key must be set", () => {
  expect(configErrorOf(KEYLESS).problems.map(({ variable }) => variable))
    .toEqual(["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"]);
});
