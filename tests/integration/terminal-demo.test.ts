import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAuthClient } from "../../src/demo/terminal/auth-client.ts";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { type AuthEmulator, createAuthEmulator } from "../../src/emulator/gotrue/index.ts";
import { must } from "../support/auth/flows.ts";
import { freePort } from "../support/free-port.ts";
import { type HookProcess, processEnv, startHook } from "../support/hook/process.ts";
import { FIRST_SECRET } from "../support/hook/signing.ts";
import { type RunningProcess, runProgram } from "../support/local-world-process.ts";

let aliyun: AliyunEmulator;
let hook: HookProcess;
let auth: AuthEmulator;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
  aliyun.updateSettings({ flowControl: false });
  hook = await startHook(processEnv(aliyun.url));
  auth = await createAuthEmulator({
    release: "2.196",
    hook: { uri: `${hook.url}/send-sms`, secrets: [FIRST_SECRET] },
    settings: {
      externalPhoneEnabled: true,
      smsOtpExpSeconds: 300,
      mfaPhoneEnrollEnabled: true,
      mfaPhoneVerifyEnabled: true,
      updatePasswordRequireReauthentication: true,
    },
  });
});
afterAll(async () => {
  await auth.close();
  await hook.stop();
  await aliyun.close();
});

let serial = 0;
const newNumber = () => `+86137${String(++serial).padStart(8, "0")}`;
const PASSWORD = "correct horse 1";

const demo = (args: readonly string[], env: Record<string, string> = {}): RunningProcess =>
  runProgram("src/demo/terminal/index.ts", args, { SUPABASE_URL: auth.url, ...env });

const codeFor = (phone: string): string =>
  aliyun.messages().findLast((sms) => sms.phone === phone)?.params["code"] ?? "";

/** Types the code of the SMS when it is asked for. */
async function typeCode(running: RunningProcess, phone: string): Promise<void> {
  await running.until(phone.concat("."));
  await running.until("Code (r:");
  running.type(codeFor(phone));
}

/** A person with a password whose number is confirmed; Auth's minute between two SMS has passed. */
async function register(phone: string): Promise<void> {
  const app = await createAuthClient(auth.url, auth.keys.anon);
  await must(app.signUp({ phone, password: PASSWORD }));
  await must(app.verifyOtp({ phone, token: codeFor(phone), type: "sms" }));
  auth.advanceClock(61);
}

describe("npm run demo", () => {
  test("signup asks for password and code, takes a wrong code in its stride, and says who is signed in", async () => {
    const phone = newNumber();
    const signUp = demo(["signup", phone]);
    await signUp.until("Password:");
    signUp.type(PASSWORD);
    await signUp.until("Code (r: Resend in 60 s):");
    signUp.type("r");
    await signUp.until("Not yet. Resend in ");
    signUp.type(codeFor(phone) === "000000" ? "000001" : "000000");
    await signUp.until("✗ The code is wrong or has expired. Check it, or request a new one. [otp_expired]");
    signUp.type(codeFor(phone));
    expect(await signUp.exited).toBe(0);
    expect(signUp.stdout()).toMatch(new RegExp(`✓ Signed in as \\${phone} \\(user [0-9a-f-]{36}\\)\\.\n$`));
  });

  test("works without a person: one run sends the code, the next brings it", async () => {
    const phone = newNumber();
    const sending = demo(["signup", phone, "--password", PASSWORD]);
    sending.endInput();
    expect(await sending.exited).toBe(0);
    expect(sending.stdout()).toContain("The code is sent. Run the same command again with --code to finish.");
    const finishing = demo(["signup", phone, "--code", codeFor(phone)]);
    finishing.endInput();
    expect(await finishing.exited, finishing.stderr()).toBe(0);
    expect(aliyun.messages().filter((sms) => sms.phone === phone)).toHaveLength(1);
  });

  test("password signs in, change-phone confirms the new number by its SMS", async () => {
    const [phone, next] = [newNumber(), newNumber()];
    await register(phone);
    const running = demo(["change-phone", phone, "--password", PASSWORD, "--new-phone", next]);
    await typeCode(running, next);
    expect(await running.exited, running.stderr()).toBe(0);
    expect(running.stdout()).toContain(`✓ The number is now ${next}.`);
    expect(await demo(["password", next, "--password", PASSWORD]).exited).toBe(0);
  });

  test("mfa adds a second factor, and the next sign-in asks for it", async () => {
    const [phone, factor] = [newNumber(), newNumber()];
    await register(phone);
    const adding = demo(["mfa", phone, "--password", PASSWORD, "--new-phone", factor]);
    await typeCode(adding, factor);
    expect(await adding.exited, adding.stderr()).toBe(0);
    expect(adding.stdout()).toContain("✓ The phone is now the second factor.");

    auth.advanceClock(61);
    const signIn = demo(["password", phone, "--password", PASSWORD]);
    await signIn.until("Code (r:");
    signIn.type(codeFor(factor));
    expect(await signIn.exited, signIn.stderr()).toBe(0);
    expect(signIn.stdout()).toContain("✓ Confirmed with the second factor.");
  });

  test(
    "without a command is a menu with one session: sign in by code, change the password, sign out",
    async () => {
      const phone = newNumber();
      const menu = demo([]);
      await menu.until("Not signed in.");
      menu.type("2");
      await menu.until("Phone number");
      menu.type(phone);
      await typeCode(menu, phone);
      await menu.until(`  1  Change the phone number\n`);
      await menu.until(`  4  Sign out (${phone})`);
      menu.type("7");
      await menu.until('"7" is none of 0 to 4.');
      auth.ageSessions(25 * 3600);
      auth.advanceClock(61);
      menu.type("2");
      await menu.until("New password:");
      menu.type("another horse 2");
      await typeCode(menu, phone);
      await menu.until("✓ The password is changed.");
      menu.type("4");
      await menu.until("✓ Signed out.");
      await menu.until("Not signed in.");
      // Sign-up is offered to nobody who is signed in.
      expect(menu.stdout().split("  1  Sign up").length - 1).toBe(2);
      menu.type("0");
      expect(await menu.exited, menu.stderr()).toBe(0);
      expect(await demo(["password", phone, "--password", "another horse 2"]).exited).toBe(0);
    },
  );

  test("shows what went wrong as an app would, and ends with 1", async () => {
    const phone = newNumber();
    aliyun.setFault({ kind: "code", code: "isv.AMOUNT_NOT_ENOUGH" });
    const failing = demo(["signin", phone, "--lang", "zh"]);
    expect(await failing.exited).toBe(1);
    aliyun.clearFaults();
    expect(failing.stderr()).toBe(
      "✗ 由于我们的原因，验证码未能发送，请稍后再试或联系客服。 [sms_misconfigured]\n",
    );
  });

  test("refuses a number that is none before anybody types a password, and takes one with spaces", async () => {
    const wrong = demo(["signup", "13811110001"]);
    expect(await wrong.exited).toBe(1);
    expect(wrong.stdout()).not.toContain("Password");
    expect(wrong.stderr()).toContain("[phone_country_missing]");
    const phone = newNumber();
    const spaced = demo([
      "signup",
      phone.slice(0, 3),
      phone.slice(3, 6),
      phone.slice(6),
      "--password",
      PASSWORD,
    ]);
    spaced.endInput();
    expect(await spaced.exited, spaced.stderr()).toBe(0);
    expect(codeFor(phone)).toMatch(/^\d{6}$/);
  });

  test("asks nobody in a pipe that has ended, and says what to give instead", async () => {
    const running = demo(["password", newNumber()]);
    running.endInput();
    expect(await running.exited).toBe(1);
    expect(running.stderr()).toBe("There is no more input. Give what was asked for as a flag: see --help.\n");
  });

  test("says that the local world is not running, where it would be", async () => {
    const running = demo(["signin", newNumber()], { SUPABASE_URL: `http://127.0.0.1:${await freePort()}` });
    expect(await running.exited).toBe(1);
    expect(running.stderr()).toContain("[network_unreachable]\nIs the local world running?");
  });

  test.each<[string, readonly string[], Record<string, string>, RegExp]>([
    [
      "a command that it does not know",
      ["sign-up"],
      {},
      /Cannot run "sign-up": the commands are signup, .*\n.*可用命令/,
    ],
    [
      "a flag that it does not know",
      ["--pasword", "x"],
      {},
      /Cannot read --pasword: there is no such flag; see: npm run demo -- --help\n/,
    ],
    [
      "no key for a real project",
      [],
      { SUPABASE_URL: "https://project.supabase.co" },
      /SUPABASE_PUBLISHABLE_KEY is not set/,
    ],
  ])("refuses %s with 2 and a sentence", async (_, args, env, reason) => {
    const running = demo(args, env);
    expect(await running.exited).toBe(2);
    expect(running.stderr()).toMatch(reason);
    expect(running.stderr()).not.toMatch(/\n\s+at /);
  });
});
