import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SEED,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
} from "../../src/emulator/aliyun/index.ts";
import { runDoctor } from "../../src/operator/doctor/doctor.ts";
import { nodeWorld } from "../../src/operator/node-world.ts";
import * as q from "../../src/operator/setup/questions.ts";
import { answers, createSetUpWorld } from "../support/setup/set-up-world.ts";

const { setUp, aliyun, folder } = createSetUpWorld();

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
    expect(aliyun().messages()).toEqual([]);
  });

  test.each([
    ["an id with an ellipsis", q.KEY_ID, "LTAI…", "The id must be letters and digits"],
    ["no id", q.KEY_ID, "", "Please give an answer"],
    ["a secret that is an id", q.KEY_SECRET, DEFAULT_ACCESS_KEY_ID, "The secret holds an access key id"],
    ["no secret", q.KEY_SECRET, "", "Please give an answer"],
  ])("asks again for a key that the function would refuse: %s", async (_what, question, answer, said) => {
    await expect(setUp(answers([[question, answer]]))).rejects.toThrow(`Asked again: ${said}`);
    expect(existsSync(join(folder(), ".env"))).toBe(false);
  });

  test("makes a secret of its own each time", async () => {
    const secretIn = (text: string) => /whsec_(.*)/.exec(text)?.[1];
    const first = (await setUp(answers())).text();
    const second = (await setUp(answers(), ["--force"])).text();
    expect(secretIn(second)).not.toBe(secretIn(first));
  });

  test("reads the template's own variable and its minutes", async () => {
    aliyun().updateAccount({
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
    aliyun().updateAccount({
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
    writeFileSync(join(folder(), ".env"), "MINE=1\n", { mode: 0o644 });
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
});
