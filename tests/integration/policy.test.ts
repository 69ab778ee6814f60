import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type AliyunEmulator,
  BUNDLED_SIGN_NAME,
  createAliyunEmulator,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
  INTERNATIONAL_TEMPLATE_CODE,
} from "../../src/emulator/aliyun/index.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { type HookProcess, processEnv, startHook } from "../support/hook/process.ts";

let aliyun: AliyunEmulator;
let hook: HookProcess;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
});
beforeEach(() => {
  aliyun.reset();
  aliyun.updateSettings({ flowControl: false });
});
afterEach(() => hook.stop());
afterAll(() => aliyun.close());

const start = async (env: Record<string, string>) => {
  hook = await startHook({ ...processEnv(aliyun.url), ...env });
};
const sent = () =>
  aliyun.messages().map(({ api, phone, sign, template }) => ({ api, phone, sign, template }));
const heard = (answer: { body: unknown }): string => JSON.stringify(answer.body);

test("a number over its limit is refused with the wait, and the provider is not asked", async () => {
  await start({ SMS_LIMIT_PER_NUMBER: "1/60s,5/1h" });
  const phone = "8613800138003";
  expect((await hook.send(signupBody("v2.196.0", { phone }))).body).toEqual({});
  expect(heard(await hook.send(signupBody("v2.196.0", { phone, locale: "en" })))).toMatch(
    /"http_code":429,"message":"sms_rate_limited: .*in (60|59) seconds/,
  );
  expect(await hook.send(signupBody("v2.186.0", { phone }))).toMatchObject({ status: 472 });
  expect(aliyun.requests()).toHaveLength(1);
});

test("a rejected send does not use up the limit", async () => {
  await start({ SMS_LIMIT_PER_NUMBER: "1/60s" });
  const phone = "8613800138004";
  aliyun.setFault({ kind: "code", code: "isv.OUT_OF_SERVICE", times: 1 });
  expect(heard(await hook.send(signupBody("v2.196.0", { phone })))).toContain("sms_misconfigured");
  expect((await hook.send(signupBody("v2.196.0", { phone }))).body).toEqual({});
});

test("addresses, countries and the whole project have limits of their own", async () => {
  await start({
    SMS_LIMIT_PER_IP: "1/1h",
    SMS_LIMIT_PER_COUNTRY: "2/1h",
    SMS_LIMIT_TOTAL: "3/1h",
    SMS_ALLOWED_COUNTRIES: "CN,SG,HK",
  });
  const send = async (phone: string, ipAddress: string) =>
    heard(await hook.send(signupBody("v2.196.0", { phone, ipAddress })));
  expect(await send("8613800138005", "203.0.113.1")).toBe("{}");
  expect(await send("8613800138006", "203.0.113.1")).toContain("sms_rate_limited");
  expect(await send("8613800138006", "203.0.113.2")).toBe("{}");
  expect(await send("8613800138007", "203.0.113.3")).toContain("sms_rate_limited");
});

test("bare mainland numbers are sent to the mainland only if that is asked for, and limited as one number", async () => {
  await start({ SMS_BARE_NUMBERS: "CN", SMS_LIMIT_PER_NUMBER: "1/60s" });
  expect((await hook.send(signupBody("v2.196.0", { phone: "13800138008" }))).body).toEqual({});
  expect(heard(await hook.send(signupBody("v2.196.0", { phone: "8613800138008" })))).toContain(
    "sms_rate_limited",
  );
  expect(sent()).toMatchObject([{ phone: "+8613800138008" }]);
});

test("a refused bare number is explained to the operator", async () => {
  await start({});
  await hook.send(signupBody("v2.196.0", { phone: "13800138008" }));
  await expect.poll(() => hook.entries().at(-1)).toMatchObject({
    cause: "bare_mainland_number",
    hint: expect.stringContaining("SMS_BARE_NUMBERS=CN"),
  });
});

test("the kill switch stops everything", async () => {
  await start({ SMS_SENDING_ENABLED: "false" });
  expect(heard(await hook.send(signupBody()))).toContain("sms_sending_disabled");
  expect(aliyun.requests()).toEqual([]);
});

test("routes choose by country, flow and locale, and a mainland look-alike goes abroad", async () => {
  await start({
    SMS_ALLOWED_COUNTRIES: "CN,US,SG",
    ALIYUN_SMS_ROUTES: JSON.stringify([
      { when: { country: "US" }, api: "globe", template: "Code {code}" },
      { when: { country: ["SG"], locale: "en" }, template: INTERNATIONAL_TEMPLATE_CODE },
      {
        when: { country: "CN", flow: ["signup"] },
        api: "dypnsapi",
        sign: BUNDLED_SIGN_NAME,
        template: "100001",
      },
    ]),
  });
  expect((await hook.send(signupBody("v2.196.0", { phone: "13105551234" }))).body).toEqual({});
  expect((await hook.send(signupBody("v2.196.0", { phone: "6581234567", locale: "en-SG" }))).body).toEqual(
    {},
  );
  expect((await hook.send(signupBody("v2.196.0", { phone: "8613800138009" }))).body).toEqual({});
  expect(sent()).toMatchObject([
    { api: "globe", phone: "+13105551234" },
    { api: "dysmsapi", phone: "+6581234567", template: INTERNATIONAL_TEMPLATE_CODE },
    { api: "dypnsapi", phone: "+8613800138009", sign: BUNDLED_SIGN_NAME, template: "100001" },
  ]);
});

test("the next route takes over when the first fails at the provider, and not when its outcome is unknown", async () => {
  await start({
    ALIYUN_SMS_ROUTES: JSON.stringify([{ api: "dypnsapi", sign: BUNDLED_SIGN_NAME, template: "100001" }]),
  });
  aliyun.setFault({ kind: "code", code: "isv.AMOUNT_NOT_ENOUGH", api: "dypnsapi" });
  expect((await hook.send(signupBody())).body).toEqual({});
  expect(sent()).toMatchObject([{
    api: "dysmsapi",
    sign: DEFAULT_SIGN_NAME,
    template: DOMESTIC_TEMPLATE_CODE,
  }]);
  aliyun.reset();
  aliyun.setFault({ kind: "reset", when: "before", api: "dypnsapi" });
  expect((await hook.send(signupBody())).body).toEqual({});
  expect(sent()).toEqual([]);
});

test("a late attempt of Auth gets what is left of its five seconds", async () => {
  await start({});
  aliyun.setFault({ kind: "hang" });
  const late = await hook.send(signupBody("v2.196.0", { ageMs: 2_000 }));
  expect(late.body).toEqual({});
  expect(late.ms).toBeLessThan(2_300);
  const tooLate = await hook.send(signupBody("v2.196.0", { ageMs: 3_500 }));
  expect(heard(tooLate)).toContain("sms_provider_unavailable");
  expect(tooLate.ms).toBeLessThan(500);
});

test("GOTRUE_VERSION lets 2.173 hear our words", async () => {
  await start({ GOTRUE_VERSION: "v2.173.0" });
  aliyun.setFault({ kind: "code", code: "isv.MOBILE_NUMBER_ILLEGAL" });
  const answer = await hook.send(signupBody("v2.173.0"));
  expect(answer.status).toBe(200);
  expect(heard(answer)).toContain("sms_recipient_invalid: ");
});
