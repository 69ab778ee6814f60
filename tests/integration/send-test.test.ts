import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_SEED, DEFAULT_SIGN_NAME } from "../../src/emulator/aliyun/index.ts";
import { readConfig } from "../../src/hook/config/config.ts";
import { FLOWS } from "../../src/hook/sms/flow.ts";
import { nodeWorld } from "../../src/operator/node-world.ts";
import { readFlags } from "../../src/operator/send-test/flags.ts";
import { runSendTestCommand } from "../../src/operator/send-test/run.ts";
import { sendTest } from "../../src/operator/send-test/send-test.ts";
import { type HealthyWorld, startHealthyWorld } from "../support/doctor/healthy-world.ts";
import { SECOND_SECRET } from "../support/hook/signing.ts";

const NUMBER = "+8613912345678";
const CODE = "482913";

let world: HealthyWorld;
beforeAll(async () => {
  world = await startHealthyWorld();
});
beforeEach(() => {
  world.aliyun.reset();
  world.aliyun.updateSettings({ flowControl: false });
});
afterAll(() => world.close());

async function run(
  args: string[],
  { env = {}, confirms = true }: { env?: Record<string, string>; confirms?: boolean } = {},
) {
  const said: string[] = [];
  const questions: string[] = [];
  const code = await sendTest(readFlags(args), {
    config: readConfig({ ...world.env, ...env }),
    world: nodeWorld,
    say: ({ en }) => void said.push(en),
    confirm: ({ en }) => Promise.resolve(questions.push(en)).then(() => confirms),
    sleep: () => Promise.resolve(),
    makeCode: () => CODE,
  });
  const text = said.join("\n");
  expect(text).not.toContain(CODE);
  expect(text).not.toContain(NUMBER.slice(-11));
  return { code, text, questions };
}
const sent = () => world.aliyun.messages().map(({ phone }) => phone);
const throughHook = () => ["--through", "hook", "--url", world.hook];

test("shows what it costs, asks, sends one SMS as the function would, and reports its delivery", async () => {
  const { code, text, questions } = await run([NUMBER]);
  expect(code).toBe(0);
  expect(text).toMatch(/^It costs what one SMS to the mainland costs/);
  expect(text).toMatch(/Alibaba Cloud accepted it \(receipt \d+\^0\)/);
  expect(text).toMatch(/Delivered \(DELIVERED\)\.$/);
  expect(questions).toEqual(["Send one SMS to +86139****5678 now?"]);
  expect(world.aliyun.messages()).toMatchObject([{ phone: NUMBER, params: { code: CODE } }]);
});

test("sends nothing where the answer is no, and asks nothing with --yes", async () => {
  expect(await run([NUMBER], { confirms: false })).toMatchObject({ code: 130 });
  expect(sent()).toEqual([]);
  expect(await run([NUMBER, "--yes"], { confirms: false })).toMatchObject({ code: 0, questions: [] });
  expect(sent()).toEqual([NUMBER]);
});

test.each(FLOWS)("through the function, a test of %s is one to the function too", async (flow) => {
  const { code, text } = await run([NUMBER, "--flow", flow, ...throughHook()]);
  expect(text).toMatch(/answered 200 \{\}[\s\S]*Delivered \(DELIVERED\)\.$/);
  expect(code).toBe(0);
  expect(sent()).toEqual([NUMBER]);
  expect(JSON.parse(world.functionLog().at(-1) ?? "{}")).toMatchObject({ flow, result: "accepted" });
});

test("says what the carrier did not deliver", async () => {
  world.aliyun.updateAccount({
    signs: DEFAULT_SEED.signs.map((sign) =>
      sign.name === DEFAULT_SIGN_NAME ? { ...sign, filed: false } : sign
    ),
  });
  expect(await run([NUMBER])).toMatchObject({
    code: 1,
    text: expect.stringContaining("did not deliver it (PORT_NOT_REGISTERED)"),
  });
});

test("says what Alibaba Cloud refuses, in the words of the function's log", async () => {
  world.aliyun.setFault({ kind: "code", code: "isv.DENY_IP_RANGE" });
  const { code, text } = await run([NUMBER]);
  expect([code, text]).toEqual([1, expect.stringMatching(/Not sent: isv\.DENY_IP_RANGE\. .*mainland China/)]);
});

test("an SMS whose fate is not known is looked for by its own name", async () => {
  world.aliyun.setFault({ kind: "truncated", when: "after", action: "SendSms" });
  const { code, text } = await run([NUMBER]);
  expect(text).toMatch(/Whether it was sent is not known[\s\S]*Delivered/);
  expect(code).toBe(0);
});

test("a key that may not ask for receipts leaves the phone to look at", async () => {
  world.aliyun.setFault({ kind: "code", code: "isp.RAM_PERMISSION_DENY", action: "QuerySendDetails" });
  expect(await run([NUMBER])).toMatchObject({
    code: 0,
    text: expect.stringContaining("No receipt (isp.RAM_PERMISSION_DENY)"),
  });
});

describe("nothing is sent", () => {
  test.each<[string, string[], Record<string, string>, number, RegExp]>([
    ["to a number without its country code", ["13800138000"], {}, 2, /E\.164/],
    ["to two numbers", [NUMBER, "+8613800138001"], {}, 2, /one number/],
    ["to a country that is not allowed", ["+85251234567"], {}, 1, /SMS_ALLOWED_COUNTRIES/],
    // Its eleven digits look like a mainland number's without a country code.
    [
      "to an American that is not allowed",
      ["+13125550123"],
      {},
      1,
      /country is not in SMS_ALLOWED_COUNTRIES/,
    ],
    ["while the kill switch is off", [NUMBER], { SMS_SENDING_ENABLED: "false" }, 1, /SMS_SENDING_ENABLED/],
    [
      "beside the staging list",
      [NUMBER],
      { SMS_ALLOWED_NUMBERS: "+8613900139000" },
      1,
      /SMS_ALLOWED_NUMBERS/,
    ],
    [
      "through a function without an address",
      [NUMBER, "--through", "hook"],
      {},
      2,
      /^--through hook needs .*--url/,
    ],
  ])("%s", async (_what, args, env, code, text) => {
    expect(await run(args, { env })).toMatchObject({ code, text: expect.stringMatching(text) });
    expect(sent()).toEqual([]);
  });

  test.each([
    ["without a scheme", "localhost:8801", "--url localhost:8801 is no address of a function"],
    ["of another scheme", "ftp://host/x", "--url ftp://host/x is no address of a function"],
    ["with a secret in it", "me:word@host?token=1", "--url …@host is no address of a function"],
  ])("through an address %s, and nothing is said of a cost before", async (_what, url, said) => {
    const { code, text, questions } = await run([NUMBER, "--through", "hook", "--url", url]);
    expect({ code, questions }).toEqual({ code: 2, questions: [] });
    expect(text.startsWith(said)).toBe(true);
    expect(text).not.toMatch(/word|token/);
  });

  test("through an address where nobody is, which is named with what to look at", async () => {
    const { code, text } = await run([
      NUMBER,
      "--through",
      "hook",
      "--url",
      "http://127.0.0.1:9/send-sms?t=1",
    ]);
    expect(code).toBe(1);
    expect(text).toMatch(
      /function at http:\/\/127\.0\.0\.1:9\/send-sms could not be asked \(\w+\): check the address/,
    );
  });

  test("where a limit refuses, which may be the function's or the provider's", async () => {
    world.aliyun.setFault({ kind: "code", code: "isv.BUSINESS_LIMIT_CONTROL", action: "SendSms" });
    const { code, text } = await run([NUMBER, ...throughHook()]);
    expect(code).toBe(1);
    expect(text).toMatch(
      /function refused it: sms_rate_limited \(HTTP 200, as Auth ≥ 2\.187 is answered\)\. A limit was used up: .*SMS_LIMIT_.*Alibaba Cloud's/,
    );
    expect(text).toMatch(/A user would read: \S+/);
  });

  test("where the function has another secret", async () => {
    const { code, text } = await run([NUMBER, ...throughHook()], {
      env: { SEND_SMS_HOOK_SECRETS: SECOND_SECRET },
    });
    expect([code, text]).toEqual([
      1,
      expect.stringContaining("function refused it: signature_invalid (HTTP 401). "),
    ]);
    expect(sent()).toEqual([]);
  });
});

test("without a number it says so with its usage, before it looks at anything", async () => {
  const out = { stdout: "", stderr: "" };
  const code = await runSendTestCommand([], {
    env: {},
    write: (text) => void (out.stdout += text),
    writeError: (text) => void (out.stderr += text),
    languageOf: () => "en",
  });
  expect({ code, stdout: out.stdout }).toEqual({ code: 2, stdout: "" });
  expect(out.stderr).toMatch(/^Give one number, in E\.164[^]*npm run send-test -- \+86/);
});

test("a flag with a word that it does not take is refused", () => {
  expect(() => readFlags([NUMBER, "--flow", "login"])).toThrow(
    "--flow must be one of: signup, signin, phone_change, mfa",
  );
  expect(() => readFlags([NUMBER, "--through", "air"])).toThrow("--through must be one of");
});

test("what does not fit is said with the misspelt name that may be meant, and nothing is sent", async () => {
  const out = { stdout: "", stderr: "" };
  const { ALIYUN_SMS_SIGN_NAME: sign = "", ...others } = world.env;
  const code = await runSendTestCommand([NUMBER], {
    env: { ...others, ALIYUN_SMS_SIGNNAME: sign, SMS_LIMIT_TOTL: "5/1d" },
    write: (text) => void (out.stdout += text),
    writeError: (text) => void (out.stderr += text),
    languageOf: () => "en",
  });
  expect({ code, stderr: out.stderr }).toEqual({ code: 1, stderr: "" });
  expect(out.stdout).toContain("ALIYUN_SMS_SIGNNAME is set, and may be meant for it");
  expect(out.stdout).toMatch(/SMS_LIMIT_TOTL is no variable of this function[^]*Write SMS_LIMIT_TOTAL/);
  expect(sent()).toEqual([]);
});
