import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { freePorts, startWorld } from "../support/local-world-process.ts";

describe("a rehearsal with the variables of a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("sends under the developer's own signature and limits, to the emulator, and says what it did not take", async () => {
    const file = join(folder, "own.env");
    writeFileSync(
      file,
      `ALIYUN_SMS_SIGN_NAME=某签名
ALIYUN_SMS_TEMPLATE_CODE=SMS_7
SMS_LIMIT_TOTAL='9/1d'
SMS_ALLOWED_COUNTRYS=HK
ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI-of-production
SMS_LEDGER_DATABASE_URL=postgresql://owner:secret-of-production@db.example.com:6543/postgres
`,
    );
    const world = startWorld(await freePorts(), ["--once", "--env-file", file], { SMS_LIMIT_TOTAL: "8/1d" });
    expect(await world.exited, world.stderr()).toBe(0);
    const output = world.stdout();
    expect(output).toContain(
      "Your variables in force: ALIYUN_SMS_SIGN_NAME, ALIYUN_SMS_TEMPLATE_CODE, SMS_LIMIT_TOTAL\n",
    );
    expect(output).toContain(
      "Not let in, the local world's own stand in their place: ALIBABA_CLOUD_ACCESS_KEY_ID, SMS_LEDGER_DATABASE_URL\n",
    );
    expect(output).toContain("Nothing reads SMS_ALLOWED_COUNTRYS: SMS_ALLOWED_COUNTRIES may be meant\n");
    expect(output).toMatch(/│ 【某签名】您的验证码是\d{6}。/);
    expect(output).not.toContain("of-production");
  });

  test("offers on the page the countries that the function allows, and asks for the consent that is set", async () => {
    const file = join(folder, "countries.env");
    writeFileSync(
      file,
      "SMS_ALLOWED_COUNTRIES='cn, HK,+870'\nDEMO_TERMS_URL=https://example.com/terms\nSMS_PRICE_CN=0.06\n",
    );
    const ports = await freePorts();
    const world = startWorld(ports, ["--env-file", file]);
    await world.until("Ctrl-C stops everything");
    const config = await fetch(`http://127.0.0.1:${ports.page}/demo-config.json`);
    expect(JSON.parse(await config.text())).toMatchObject({
      countries: ["CN", "HK"],
      termsUrl: "https://example.com/terms",
    });
    const now = await fetch(`http://127.0.0.1:${ports.console}/api/now?zone=UTC`);
    expect(await now.json()).toMatchObject({ today: { cost: 0.06 } });
    world.kill("SIGTERM");
    expect(await world.exited).toBe(0);
  });

  test("goes to a number of a country that the file allows, where the mainland is none", async () => {
    const file = join(folder, "abroad.env");
    writeFileSync(file, "SMS_ALLOWED_COUNTRIES=SG\n");
    const world = startWorld(await freePorts(), ["--once", "--env-file", file]);
    expect(await world.exited, world.stderr()).toBe(0);
    expect(world.stdout()).toMatch(/│ \+65\d{8} [^]+Your verification code is/);
  });

  test.each([
    [
      "en_US.UTF-8",
      "Cannot send the first SMS, to +86138****0001: sms_recipient_not_allowed: This service does",
    ],
    ["zh_CN.UTF-8", "发往 +86138****0001 的第一条短信未能发送：sms_recipient_not_allowed: 本服务不向"],
  ])("says in the terminal's language, %s, why the first SMS was refused", async (LANG, said) => {
    const world = startWorld(await freePorts(), ["--once"], { SMS_BLOCKED_PREFIXES: "+86", LANG });
    expect(await world.exited).toBe(1);
    expect(world.stderr()).toContain(said);
  });

  test("stays up where the developer's own kill switch refuses the first SMS", async () => {
    const world = startWorld(await freePorts(), ["--verbose"], { SMS_SENDING_ENABLED: "false" });
    await world.until("Your variables in force: SMS_SENDING_ENABLED");
    await world.until('"sendingEnabled":false');
    await world.until("The first SMS was refused under your variables; everything else is up.");
    await world.until("Ctrl-C stops everything");
    world.kill("SIGTERM");
    expect(await world.exited).toBe(0);
  });
});
