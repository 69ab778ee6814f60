import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SEED,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
} from "../../src/emulator/aliyun/index.ts";
import { runDoctor } from "../../src/operator/doctor/doctor.ts";
import type { CommandIo } from "../../src/operator/doctor/run.ts";
import { nodeWorld } from "../../src/operator/node-world.ts";
import { readFlags } from "../../src/operator/setup/flags.ts";
import * as q from "../../src/operator/setup/questions.ts";
import { makeSecret } from "../../src/operator/setup/run.ts";
import { runSetup } from "../../src/operator/setup/setup.ts";
import { runSendTestCommand } from "../../src/operator/send-test/run.ts";
import type { Text } from "../../src/operator/text.ts";
import { createScriptedAsk } from "../support/setup/scripted-ask.ts";

let aliyun: AliyunEmulator;
let folder: string;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
});
beforeEach(() => {
  aliyun.reset();
  folder = mkdtempSync(join(tmpdir(), "setup-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => aliyun.close());

const MIGRATION = "20260101000000_send_sms.sql";
const into = {
  bundle: () => Promise.resolve("// the function\n"),
  migrations: () => {
    const file = join(folder, MIGRATION);
    writeFileSync(file, "select 1;\n");
    return Promise.resolve([file]);
  },
};

/** A person's answers; a test gives those that differ. */
const answers = (different: [Text | RegExp, string | boolean][] = []) =>
  createScriptedAsk(
    new Map<Text | RegExp, string | boolean>([
      [q.WHERE_AUTH, "hosted"],
      [q.WHERE_NUMBERS, "mainland"],
      [q.WHICH_API, "dysmsapi"],
      [q.KEY_ID, DEFAULT_ACCESS_KEY_ID],
      [q.KEY_SECRET, DEFAULT_ACCESS_KEY_SECRET],
      [q.WHICH_SIGN, DEFAULT_SIGN_NAME],
      [q.WHICH_TEMPLATE, DOMESTIC_TEMPLATE_CODE],
      [q.RUN_DOCTOR, false],
      [q.TEST_SEND, false],
      // Of one question the last answer counts.
      ...different,
    ]),
  );

async function setUp(person: ReturnType<typeof createScriptedAsk>, args: string[] = []) {
  const envFile = join(folder, ".env");
  const printed: string[] = [];
  const sent: (readonly string[])[] = [];
  const code = await runSetup(readFlags(["--endpoint", aliyun.url, "--env-file", envFile, ...args]), {
    ...into,
    ask: person.ask,
    world: nodeWorld,
    language: "en",
    print: (line) => void printed.push(line),
    keySecret: undefined,
    makeSecret,
    sendTest: (given) => Promise.resolve(sent.push(given)).then(() => 0),
  });
  return { code, envFile, sent, printed: printed.join("\n"), text: () => readFileSync(envFile, "utf8") };
}

describe("the guided set-up", () => {
  test("offers approved signatures and verification templates only, and writes what the doctor finds well", async () => {
    const person = answers();
    const { code, envFile, text } = await setUp(person);
    expect(code).toBe(0);
    expect(person.shown).toContain(DEFAULT_SIGN_NAME);
    expect(person.shown.join("\n")).not.toMatch(/模拟审核中|审核中的验证码|未通过的验证码/);
    expect(statSync(envFile).mode & 0o777).toBe(0o600);
    expect(text()).toMatch(/^SEND_SMS_HOOK_SECRETS=v1,whsec_[A-Za-z0-9+/]{43}=$/m);
    const { findings } = await runDoctor(
      { envFile, processEnv: {}, url: undefined, authUrl: undefined },
      nodeWorld,
    );
    expect(findings.filter(({ level }) => level !== "info")).toEqual([]);
    expect(aliyun.messages()).toEqual([]);
  });

  test.each([
    ["an id with an ellipsis", q.KEY_ID, "LTAI…", "The id must be letters and digits"],
    ["no id", q.KEY_ID, "", "Please give an answer"],
    ["a secret that is an id", q.KEY_SECRET, DEFAULT_ACCESS_KEY_ID, "The secret holds an access key id"],
    ["no secret", q.KEY_SECRET, "", "Please give an answer"],
  ])("asks again for a key that the function would refuse: %s", async (_what, question, answer, said) => {
    await expect(setUp(answers([[question, answer]]))).rejects.toThrow(`Asked again: ${said}`);
    expect(existsSync(join(folder, ".env"))).toBe(false);
  });

  test("makes a secret of its own each time", async () => {
    const secretIn = (text: string) => /whsec_(.*)/.exec(text)?.[1];
    const first = (await setUp(answers())).text();
    const second = (await setUp(answers(), ["--force"])).text();
    expect(secretIn(second)).not.toBe(secretIn(first));
  });

  test("reads the template's own variable and its minutes", async () => {
    aliyun.updateAccount({
      templates: DEFAULT_SEED.templates.map((one) =>
        one.code === DOMESTIC_TEMPLATE_CODE
          ? { ...one, content: "验证码${number}，10分钟内有效。", codeVariable: "number" }
          : one
      ),
    });
    const { envFile, text } = await setUp(answers());
    expect(text()).toContain(`ALIYUN_SMS_TEMPLATE_PARAMS='{"number":"{code}"}'\n`);
    expect(text()).toContain("SMS_CODE_MINUTES=10\n");
    const { findings } = await runDoctor(
      { envFile, processEnv: {}, url: undefined, authUrl: undefined },
      nodeWorld,
    );
    expect(findings.filter(({ level }) => level !== "info")).toEqual([]);
  });

  test("lets signature and template be typed where the key may not list them", async () => {
    aliyun.updateAccount({
      accessKeys: [{
        id: DEFAULT_ACCESS_KEY_ID,
        secret: DEFAULT_ACCESS_KEY_SECRET,
        allowedActions: ["dysms:SendSms"],
      }],
    });
    const person = answers([[q.SIGN_NAME, DEFAULT_SIGN_NAME], [q.TEMPLATE_CODE, DOMESTIC_TEMPLATE_CODE]]);
    const { printed, text } = await setUp(person);
    expect(printed).toContain("could not be listed (isp.RAM_PERMISSION_DENY)");
    expect(text()).toContain(`ALIYUN_SMS_TEMPLATE_CODE=${DOMESTIC_TEMPLATE_CODE}\n`);
  });

  test("never writes over a file without a yes", async () => {
    writeFileSync(join(folder, ".env"), "MINE=1\n", { mode: 0o644 });
    const replace = /already/;
    const no = await setUp(answers([[replace, false]]));
    expect([no.code, no.text()]).toEqual([1, "MINE=1\n"]);
    const yes = await setUp(answers([[replace, true]]));
    expect([yes.code, yes.text().includes("MINE")]).toEqual([0, false]);
    expect(statSync(yes.envFile).mode & 0o777).toBe(0o600);
  });

  test.each([
    ["hosted", "mainland", "dysmsapi", /Function Compute in a mainland region/],
    ["hosted", "mainland", "dypnsapi", /Edge Function of the project; whether/],
    ["hosted", "abroad", "globe", /an Edge Function of the project\./],
    ["self-hosted", "mainland", "dysmsapi", /beside Auth/],
    ["rds", "mainland", "dysmsapi", /RDS instance/],
  ])("recommends for Auth %s, numbers %s and %s the right place", async (auth, numbers, api, place) => {
    const person = answers([
      [q.WHERE_AUTH, auth],
      [q.WHERE_NUMBERS, numbers],
      [q.WHICH_API, api],
      [q.WHICH_COUNTRIES, "HK,SG"],
      [q.SIGN_NAME, "模拟认证平台"],
      [q.TEMPLATE_CODE, "100001"],
    ]);
    expect((await setUp(person)).printed).toMatch(place);
  });

  test("prints no secret, and puts the hook's switch after deploy and test", async () => {
    const { printed, text } = await setUp(answers([[q.WHERE_AUTH, "self-hosted"]]));
    for (const secret of [DEFAULT_ACCESS_KEY_SECRET, /whsec_.*/.exec(text())?.[0] ?? ""]) {
      expect(printed).not.toContain(secret);
    }
    const order = [
      "npm run build",
      "npm run doctor",
      "npm run send-test",
      "GOTRUE_HOOK_SEND_SMS_URI",
      "GOTRUE_HOOK_SEND_SMS_ENABLED=true",
    ];
    expect([...order].sort((a, b) => printed.indexOf(a) - printed.indexOf(b))).toEqual(order);
  });

  test("says the total limit that it has written, for beyond it nobody gets a code", async () => {
    const { printed, text } = await setUp(answers());
    const [line = ""] = /^SMS_LIMIT_TOTAL=.*$/m.exec(text()) ?? [];
    expect(line).not.toBe("");
    expect(printed).toContain(`${line}. Beyond that nobody gets a code`);
  });

  test("says to give the function a key of its own, before it is deployed", async () => {
    const { printed, envFile } = await setUp(answers());
    const swap = printed.indexOf(`ALIBABA_CLOUD_ACCESS_KEY_SECRET into ${envFile} in place of the key`);
    expect(swap).toBeGreaterThan(printed.indexOf('"dysms:SendSms"'));
    expect(swap).toBeLessThan(printed.indexOf("npm run build"));
  });

  test.each([
    ["hosted", "CAPTCHA protection", "Authentication → Rate Limits"],
    ["self-hosted", "GOTRUE_SECURITY_CAPTCHA_ENABLED", "GOTRUE_RATE_LIMIT_SMS_SENT"],
    ["rds", "GOTRUE_SECURITY_CAPTCHA_ENABLED", "GOTRUE_RATE_LIMIT_SMS_SENT"],
    ["local", "[auth.captcha]", "[auth.rate_limit]"],
  ])("for Auth %s it names what stops a bill before the hook's switch", async (auth, captcha, hourly) => {
    const { printed, text } = await setUp(answers([[q.WHERE_AUTH, auth]]));
    const [, bill = ""] = /^# Before you switch it on[^\n]*\n([^#]*)# Last/m.exec(printed) ?? [];
    expect(bill).toContain(captcha);
    expect(bill).toContain(hourly);
    expect(bill).toContain("720 a day");
    expect(bill).toContain(/^SMS_LIMIT_TOTAL=.*$/m.exec(text())?.[0]);
  });

  test.each([
    ["hosted", "Hooks → Send SMS, HTTPS: off", `{"hook_send_sms_enabled":false}`],
    ["self-hosted", "GOTRUE_HOOK_SEND_SMS_ENABLED=false", "SEND_SMS_HOOK_ENABLED=false", "up -d auth"],
    ["rds", "GOTRUE_HOOK_SEND_SMS_ENABLED=false", "Auth sends as it did before"],
    ["local", "[auth.hook.send_sms]\nenabled = false", "Auth sends as it did before"],
  ])("for Auth %s the way back is last, in that place's own words", async (auth, ...words) => {
    const { printed } = await setUp(answers([[q.WHERE_AUTH, auth]]));
    const back = printed.slice(printed.indexOf("# The way back"));
    for (const word of words) expect(back).toContain(word);
    expect(back).not.toContain(auth === "hosted" ? "GOTRUE_" : "PATCH");
  });

  test.each(["hosted", "self-hosted", "rds", "local"])(
    "for Auth %s the order is safe: deploy, test, what stops a bill, Auth's settings, and the way back",
    async (auth) => {
      const { printed } = await setUp(answers([[q.WHERE_AUTH, auth]]));
      const titles = printed.match(/^# .*$/gm)?.slice(2).map((title) =>
        title.split(" ").slice(1, 3).join(" ")
      );
      expect(titles).toEqual(["First put", "Then test", "Before you", "Last, Auth's", "The way"]);
    },
  );

  test("runs the function here with the file that it has written", async () => {
    const { printed, envFile } = await setUp(answers([[q.WHERE_AUTH, "local"]]));
    expect(printed).toContain(`npm run hook -- --env-file ${envFile}\n`);
  });

  test.each(["hosted", "self-hosted", "rds", "local"])(
    "for Auth %s it names a page that is there",
    async (auth) => {
      const { printed } = await setUp(answers([[q.WHERE_AUTH, auth]]));
      const [, page = ""] = /^Every step: (\S+)$/m.exec(printed) ?? [];
      expect(page).toMatch(/^docs\/.*\.md$/);
      expect(existsSync(page)).toBe(true);
    },
  );

  test("hands a test send on to the command, with the number", async () => {
    const { sent, envFile } = await setUp(answers([[q.TEST_SEND, true], [q.OWN_NUMBER, "+8613800138000"]]));
    expect(sent).toEqual([["--env-file", envFile, "--through", "provider", "--yes", "+8613800138000"]]);
  });
});

test("the printed policies are exactly what set-up, doctor and test send ask, and what the function asks", async () => {
  const { printed, envFile } = await setUp(answers([[q.RUN_DOCTOR, true]]));
  const io: CommandIo = { env: {}, write: () => {}, writeError: () => {}, languageOf: () => "en" };
  expect(await runSendTestCommand(["--env-file", envFile, "--yes", "+8613800138000"], io)).toBe(0);
  const [ofFunction, ofCommands] = [...printed.matchAll(/^\{\n {2}"Version"[\s\S]*?^\}$/gm)]
    .map(([json]) => JSON.parse(json).Statement[0].Action as string[]);
  expect(ofFunction).toEqual(["dysms:SendSms"]);
  const asked = [...new Set(aliyun.requests().map(({ action }) => `dysms:${action}`))];
  expect([...ofCommands ?? []].sort()).toEqual(asked.sort());
  const accessKeys = [{
    id: DEFAULT_ACCESS_KEY_ID,
    secret: DEFAULT_ACCESS_KEY_SECRET,
    allowedActions: ofFunction ?? [],
  }];
  aliyun.updateAccount({ accessKeys });
  await runSendTestCommand(["--env-file", envFile, "--yes", "--wait", "0", "+8613800138001"], io);
  expect(aliyun.messages().map(({ phone }) => phone)).toEqual(["+8613800138000", "+8613800138001"]);
});
