import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/hook/config/config.ts";
import { FOREIGN_NAMES } from "../../src/hook/config/foreign-names.ts";
import { VARIABLES } from "../../src/hook/config/variables.ts";
import { FLOWS } from "../../src/hook/sms/flow.ts";
import { parsePhoneNumber } from "../../src/hook/sms/phone-number.ts";
import { routesFor } from "../../src/hook/sms/route.ts";
import { codesIn, fencesIn, rowsIn } from "../support/docs/markdown.ts";
import { configErrorOf, ENV } from "../support/hook/config.ts";
import { readText } from "../support/hook/sources.ts";

/** Of `ALIYUN_SMS_API=dypnsapi` and `templates[].templateCode` the name. */
const namesIn = (cell?: string) =>
  codesIn(cell).map((code) => code.replace(/=.*$/, "").replace(/^templates\[\]\./, ""));

describe.each(["docs/moving-over.md", "docs/moving-over.zh-CN.md"])("%s", (page) => {
  const rows = rowsIn(readText(page)).map(([there, here]) => ({
    there: namesIn(there),
    here: namesIn(here),
  }));

  test.each(FOREIGN_NAMES)(
    "says what becomes of $name as the function's start says it",
    ({ name, setting }) => {
      const [ours] = VARIABLES[setting];
      const of = rows.filter(({ there }) => there.includes(name));
      expect(of.map(({ here }) => here)).toContainEqual(expect.arrayContaining([ours]));
    },
  );

  test("names as ours only variables that the function reads, or Auth", () => {
    const canonical: readonly string[] = Object.values(VARIABLES).map(([name]) => name);
    const ours = rows.flatMap(({ here }) => here).filter((name) => /^(SMS|ALIYUN|ALIBABA|SEND)_/.test(name));
    expect(ours.length).toBeGreaterThan(15);
    expect(ours.filter((name) => !canonical.includes(name))).toEqual([]);
  });

  test("gives each use of Logto's a flow that there is", () => {
    const uses = rowsIn(readText(page)).filter((cells) => cells.length === 2).map((
      [use, flow],
    ) => [codesIn(use), codesIn(flow)[0]]);
    const flows: readonly string[] = FLOWS;
    const named = uses.flatMap(([, flow]) =>
      typeof flow === "string" && /^[a-z_]+$/.test(flow) && flow !== "when" ? [flow] : []
    );
    expect(named).toHaveLength(6);
    expect(named.filter((flow) => !flows.includes(flow))).toEqual([]);
  });

  test("shows routes that lead each flow to its own template, and the rest to the last", () => {
    const [routes] = fencesIn(readText(page)).filter(({ language }) => language === "json");
    const { ALIYUN_SMS_TEMPLATE_CODE: _, ...others } = ENV;
    const config = readConfig({ ...others, ALIYUN_SMS_ROUTES: routes?.text ?? "" });
    const phone = parsePhoneNumber("+8613800138000", "refuse");
    if (!phone.ok) throw new Error("Cannot choose a route: the number was not read");
    const firstOf = (flow: (typeof FLOWS)[number]) =>
      routesFor(config.routes, { phone: phone.value, flow, locale: undefined })[0]?.template;
    expect(Object.fromEntries(FLOWS.map((flow) => [flow, firstOf(flow)]))).toEqual({
      signup: "SMS_100000001",
      phone_change: "SMS_100000002",
      mfa: "SMS_100000003",
      signin: "SMS_100000004",
    });
  });
});

test("what the pages quote of the start is what it says", () => {
  const { message } = configErrorOf({ ...ENV, ALIYUN_SMS_SIGN_NAME: "", SMS_SIGN_NAME: "x" });
  for (const page of ["docs/moving-over.md", "docs/moving-over.zh-CN.md"]) {
    const quoted = codesIn(readText(page)).find((code) => /SMS_SIGN_NAME[, ]/.test(code));
    expect(message).toContain(quoted ?? "a quotation");
  }
});

test("the lines of RDS Supabase's provider mean what the page says, as they stand", () => {
  const there = {
    SEND_SMS_HOOK_SECRETS: ENV.SEND_SMS_HOOK_SECRETS,
    GOTRUE_SMS_PROVIDER: "aliyun",
    GOTRUE_SMS_ALIYUN_ACCESS_KEY_ID: ENV.ALIBABA_CLOUD_ACCESS_KEY_ID,
    GOTRUE_SMS_ALIYUN_ACCESS_KEY_SECRET: ENV.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    GOTRUE_SMS_ALIYUN_SIGN_NAME: "速通互联验证码",
    GOTRUE_SMS_ALIYUN_TEMPLATE_CODE: "100001",
    GOTRUE_SMS_ALIYUN_REGION_ID: "cn-beijing",
    GOTRUE_SMS_ALIYUN_IS_TEST: "true",
    GOTRUE_SMS_AUTOCONFIRM: "false",
  };
  const here = {
    ...ENV,
    ALIYUN_SMS_SIGN_NAME: "速通互联验证码",
    ALIYUN_SMS_TEMPLATE_CODE: "100001",
    ALIYUN_SMS_REGION_ID: "cn-beijing",
    ALIYUN_SMS_API: "dypnsapi",
  };
  expect(readConfig(there)).toEqual(readConfig(here));
});

test("the lines of the nearest public hook start the function as they stand", () => {
  const { ALIYUN_SMS_SIGN_NAME, ALIYUN_SMS_TEMPLATE_CODE } = ENV;
  const there = {
    SEND_SMS_HOOK_SECRET: ENV.SEND_SMS_HOOK_SECRETS,
    ALIYUN_ACCESS_KEY_ID: ENV.ALIBABA_CLOUD_ACCESS_KEY_ID,
    ALIYUN_ACCESS_KEY_SECRET: ENV.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    ALIYUN_SMS_SIGN_NAME,
    ALIYUN_SMS_TEMPLATE_CODE,
  };
  expect(readConfig(there)).toEqual(readConfig(ENV));
});
