import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runSendTestCommand } from "../../src/operator/send-test/run.ts";
import { alarmsOf, createDoctorWorld } from "../support/doctor/seeds.ts";

const world = createDoctorWorld();
const reportWith = (processEnv: Record<string, string>, env: Record<string, string | undefined> = {}) =>
  world().examine({ env, options: () => ({ processEnv }) });
const idsIn = async (...given: Parameters<typeof reportWith>) =>
  alarmsOf((await reportWith(...given)).findings).map(({ id, subject }) => ({ id, subject }));

describe("what the doctor's environment has", () => {
  test("goes before the file, and is named where the file has it otherwise", async () => {
    const { findings } = await reportWith({ SMS_SENDING_ENABLED: "false" }, { SMS_SENDING_ENABLED: "true" });
    expect(alarmsOf(findings).map(({ id, subject }) => ({ id, subject }))).toEqual([
      { id: "environment_goes_first", subject: "SMS_SENDING_ENABLED" },
      { id: "sending_disabled", subject: "SMS_SENDING_ENABLED" },
    ]);
    expect(JSON.stringify(findings)).not.toContain("SMS_SENDING_ENABLED=false");
  });

  test("is looked at where the file has nothing of it, and named too", async () => {
    const { findings } = await reportWith({ SMS_LIMT_TOTAL: "5/1d", SMS_LIMIT_PER_IP: "10/1h" });
    expect(alarmsOf(findings)).toMatchObject([{ id: "variable_unknown", subject: "SMS_LIMT_TOTAL" }]);
    expect(findings).toContainEqual(
      expect.objectContaining({ id: "environment_adds", subject: "SMS_LIMT_TOTAL, SMS_LIMIT_PER_IP" }),
    );
  });

  test("that is empty takes away what the file has", async () => {
    expect(await idsIn({ ALIYUN_SMS_SIGN_NAME: "" })).toEqual([
      { id: "variable_wrong", subject: "ALIYUN_SMS_SIGN_NAME" },
      { id: "environment_goes_first", subject: "ALIYUN_SMS_SIGN_NAME" },
    ]);
  });

  test("is no news where the file says the same, or where it is another program's", async () => {
    const { ALIYUN_SMS_SIGN_NAME = "" } = world().env;
    const alone = (await reportWith({})).findings.map(({ id }) => id);
    const { findings } = await reportWith({
      ALIYUN_SMS_SIGN_NAME,
      HTTP_PROXY: "http://127.0.0.1:9",
      LANG: "C",
    });
    expect(findings.map(({ id }) => id)).toEqual(alone);
  });

  test("names the function's database where the file names none", async () => {
    const url = "postgresql://a:b@127.0.0.1:9/x?sslmode=disable";
    expect(await idsIn({ SMS_LEDGER_DATABASE_URL: url }, { SMS_LEDGER: "postgres" })).toEqual([
      { id: "ledger_unreachable", subject: "SMS_LEDGER_DATABASE_URL" },
    ]);
  });
});

test("send-test says what goes before the file, from which it would send otherwise", async () => {
  const folder = mkdtempSync(join(tmpdir(), "send-test-environment-"));
  try {
    const file = join(folder, ".env");
    const lines = Object.entries(world().env).map(([name, value]) =>
      value === undefined ? "" : `${name}=${value}\n`
    );
    writeFileSync(file, `${lines.join("")}SMS_ALLOWED_COUNTRIES=CN\n`, { mode: 0o600 });
    let said = "";
    await runSendTestCommand(["+8613912345678", "--env-file", file], {
      env: { SMS_ALLOWED_COUNTRIES: "HK", SMS_CODE_MINUTES: "9" },
      write: (text) => void (said += text),
      writeError: (text) => void (said += text),
      languageOf: () => "en",
    });
    expect(said).toMatch(/^SMS_ALLOWED_COUNTRIES has another value in the environment of this command/);
    expect(said).toContain("In the environment of this command alone, and not in the file: SMS_CODE_MINUTES");
    expect(world().aliyun.messages()).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
