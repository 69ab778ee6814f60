import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/hook/config/config.ts";
import { FOREIGN_NAMES, ourNameFor } from "../../../src/hook/config/foreign-names.ts";
import { type Env, VARIABLES } from "../../../src/hook/config/variables.ts";
import { checkConfiguration } from "../../../src/operator/doctor/check-configuration.ts";
import { configErrorOf, configOf, ENV } from "../../support/hook/config.ts";

const names = FOREIGN_NAMES.map(({ name }) => name);
const without = (...left: (keyof typeof ENV)[]): Env =>
  Object.fromEntries(Object.entries(ENV).filter(([name]) => !left.some((one) => one === name)));

describe("a name that another system has for a setting", () => {
  test("is none that is read here", () => {
    const read: readonly string[] = Object.values(VARIABLES).flat();
    expect(names.filter((name) => read.includes(name))).toEqual([]);
  });

  test("is told with what is missing for it, and shows no value", () => {
    const { problems, message } = configErrorOf({
      ...without("ALIYUN_SMS_SIGN_NAME"),
      SMS_SIGN_NAME: "a-value-that-stays-here",
    });
    expect(problems.map(({ variable }) => variable)).toEqual(["ALIYUN_SMS_SIGN_NAME"]);
    expect(message).toMatch(
      /ALIYUN_SMS_SIGN_NAME is not set: .+; SMS_SIGN_NAME, which is set, is what another hook calls it/,
    );
    expect(message).toMatch(/ALIYUN_SMS_SIGN_NAME 未设置：.+；已设置的 SMS_SIGN_NAME 是其他 Hook 的叫法/);
    expect(message).not.toContain("a-value-that-stays-here");
  });

  test.each([
    ["ALIYUN_SMS_ACTION", "SendSmsVerifyCode", "another hook calls ALIYUN_SMS_API"],
    ["ALIYUN_SMS_TEMPLATE_MIN", "10", "another hook calls SMS_CODE_MINUTES"],
    ["ALIYUN_REGION_ID", "cn-beijing", "another hook calls ALIYUN_SMS_REGION_ID"],
    [
      "GOTRUE_SMS_ALIYUN_ENDPOINT",
      "https://dysmsapi.aliyuncs.com",
      "a fork of Auth calls ALIYUN_SMS_ENDPOINT",
    ],
  ])("is a warning where the setting may be left out: %s", (name, value, meaning) => {
    const { warnings } = configOf({ [name]: value });
    expect(warnings.find(({ variable }) => variable === name)?.en).toContain(`is what ${meaning}`);
  });

  test("is no news where the setting is given under a name of ours, for it may be another program's", () => {
    const all = Object.fromEntries(names.map((name) => [name, "something"]));
    const optional = {
      ALIYUN_SMS_API: "dysmsapi",
      ALIYUN_SMS_REGION_ID: "cn-hangzhou",
      SMS_CODE_MINUTES: "5",
    };
    const endpoint = { ALIYUN_SMS_ENDPOINT: "https://dysmsapi.aliyuncs.com" };
    const { warnings } = readConfig({ ...ENV, ...all, ...optional, ...endpoint });
    expect(warnings.filter(({ variable }) => variable in all)).toEqual([]);
  });

  test("is no news where it is empty", () => {
    expect(configErrorOf({ ...without("ALIYUN_SMS_SIGN_NAME"), SMS_SIGN_NAME: " " }).message)
      .not.toMatch(/(^|[^_])SMS_SIGN_NAME/);
  });

  test.each(["toString", "SMS_SIGN", "ALIYUN_SMS_SIGN_NAME"])("is not %s", (name) => {
    expect(ourNameFor(name)).toBeUndefined();
  });

  test("is what the doctor advises, though another name is nearer", () => {
    const name = "ALIYUN_SMS_TEMPLATE_MIN";
    const told = checkConfiguration({ ...ENV, [name]: "10" }).findings.filter(({ subject }) =>
      subject === name
    );
    expect(told.map(({ id, remedy }) => [id, remedy.en])).toEqual([
      ["variable_unknown", "Write SMS_CODE_MINUTES, or remove it"],
    ]);
  });
});
