import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/hook/config/config.ts";
import type { SmsApi } from "../../src/hook/sms/route.ts";
import { KINDS } from "../../src/operator/doctor/kinds/all.ts";
import { commandActions, functionPolicy } from "../../src/operator/ram-policy.ts";
import type { Answers } from "../../src/operator/setup/answers.ts";
import { nextSteps } from "../../src/operator/setup/next-steps.ts";
import { codesIn, fencesIn, proseIn, rowsIn } from "../support/docs/markdown.ts";
import { ENV } from "../support/hook/config.ts";
import { FIRST_SECRET } from "../support/hook/signing.ts";
import { readText } from "../support/hook/sources.ts";

const APIS: readonly SmsApi[] = ["dysmsapi", "dypnsapi", "globe"];
const jsonOf = (page: string) =>
  fencesIn(readText(page)).filter(({ language }) => language === "json").map(({ text }): unknown =>
    JSON.parse(text)
  );
const isPolicy = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "Statement" in value;

/** Of the function, then of the commands. */
const policiesPrintedFor = (api: SmsApi): unknown[] =>
  [...nextSteps({ ...ANSWERS, api }, ".env", "en").matchAll(/^\{\n {2}"Version"[\s\S]*?^\}$/gm)]
    .map(([json]) => JSON.parse(json));
const ANSWERS: Answers = {
  authAt: "hosted",
  numbers: "mainland",
  countries: undefined,
  api: "dysmsapi",
  accessKeyId: "LTAI5tExample",
  accessKeySecret: "secret-of-the-key",
  sign: "测试签名",
  template: "SMS_1",
  params: {},
  codeMinutes: 5,
  hookSecret: FIRST_SECRET,
  functionUrl: "https://project.example/functions/v1/send-sms",
  endpoint: undefined,
};

describe.each(["docs/aliyun.md", "docs/aliyun.zh-CN.md"])("%s", (page) => {
  test("gives each product's function, and the commands, the policy that the set-up prints", () => {
    const printed = APIS.map((api) => policiesPrintedFor(api));
    const [ownSignature] = printed;
    expect(jsonOf(page).filter(isPolicy))
      .toEqual([...printed.map(([ofFunction]) => ofFunction), ownSignature?.[1]]);
  });

  test("lists for each command and product what it asks", () => {
    const rows = rowsIn(readText(page)).map((cells) => cells.map(codesIn))
      .filter(([command]) => command?.[0]?.startsWith("npm run "));
    const listed = Object.fromEntries(rows.map(([[command = ""] = [], ...apis]) => [command, apis]));
    expect(listed).toEqual(Object.fromEntries(
      (["setup", "doctor", "send-test", "receipts"] as const).map((command) => [
        `npm run ${command}`,
        APIS.map((api) => [...commandActions(command, api)]),
      ]),
    ));
  });

  test("shows routes that the function takes", () => {
    const routes = jsonOf(page).filter((value) => !isPolicy(value));
    expect(routes).toHaveLength(1);
    const { ALIYUN_SMS_SIGN_NAME: _, ALIYUN_SMS_TEMPLATE_CODE: __, ...others } = ENV;
    const config = readConfig({ ...others, ALIYUN_SMS_ROUTES: JSON.stringify(routes[0]) });
    expect(config.routes.map(({ api, params }) => [api, params]))
      .toEqual([["dypnsapi", { min: "5" }], ["dypnsapi", { min: "5" }]]);
  });

  test("names findings that the doctor has", () => {
    const named = codesIn(proseIn(readText(page))).filter((code) => /^(sign|template|ram)_\w+$/.test(code));
    expect(named.length).toBeGreaterThan(6);
    expect(named.filter((code) => !(code in KINDS))).toEqual([]);
  });
});

describe("the other places that show a policy of the function's", () => {
  test.each(["README.md", "README.zh-CN.md"])("%s has the one of a signature of one's own", (page) => {
    expect(jsonOf(page).filter(isPolicy)).toEqual([functionPolicy("dysmsapi")]);
  });

  test("the role for Function Compute has it too", () => {
    expect(JSON.parse(readText("deploy/function-compute/role-policy.json"))).toEqual(
      functionPolicy("dysmsapi"),
    );
  });
});
