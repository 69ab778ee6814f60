import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET } from "../../src/emulator/aliyun/index.ts";
import type { CommandIo } from "../../src/operator/doctor/run.ts";
import * as q from "../../src/operator/setup/questions.ts";
import { runSendTestCommand } from "../../src/operator/send-test/run.ts";
import { answers, createSetUpWorld } from "../support/setup/set-up-world.ts";

const { setUp, aliyun } = createSetUpWorld();

describe("what the guided set-up prints", () => {
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
    const { printed, envFile } = await setUp(answers([[q.WHERE_AUTH, "self-hosted"]]));
    const swap = printed.indexOf(`ALIBABA_CLOUD_ACCESS_KEY_SECRET into ${envFile} in place of the key`);
    expect(swap).toBeGreaterThan(printed.indexOf('"dysms:SendSms"'));
    expect(swap).toBeLessThan(printed.indexOf("npm run build"));
  });

  test("asks for no key of the function's on Function Compute, which gives it a role", async () => {
    const { printed, envFile } = await setUp(answers([[q.WHERE_AUTH, "hosted"]]));
    expect(printed).toContain("# RAM policy of the function's role");
    expect(printed).toContain(`The key in ${envFile} is for doctor and test send on this machine`);
    expect(printed).not.toContain("in place of the key");
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
  const asked = [...new Set(aliyun().requests().map(({ action }) => `dysms:${action}`))];
  expect([...ofCommands ?? []].sort()).toEqual(asked.sort());
  const accessKeys = [{
    id: DEFAULT_ACCESS_KEY_ID,
    secret: DEFAULT_ACCESS_KEY_SECRET,
    allowedActions: ofFunction ?? [],
  }];
  aliyun().updateAccount({ accessKeys });
  await runSendTestCommand(["--env-file", envFile, "--yes", "--wait", "0", "+8613800138001"], io);
  expect(aliyun().messages().map(({ phone }) => phone)).toEqual(["+8613800138000", "+8613800138001"]);
});
