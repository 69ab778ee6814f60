import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AuthEmulator, createAuthEmulator } from "../../../src/emulator/gotrue/index.ts";
import { runDoctorCommand } from "../../../src/operator/doctor/run.ts";
import { runSendTestCommand } from "../../../src/operator/send-test/run.ts";
import type { Text } from "../../../src/operator/text.ts";
import { signupBody } from "../hook/bodies.ts";
import { type HookProcess, startHook } from "../hook/process.ts";
import { RECEIPTS_TOKEN } from "../hook/pushes.ts";
import { FIRST_SECRET } from "../hook/signing.ts";
import { startFleet } from "../postgres/fleet.ts";
import { sql } from "../postgres/server.ts";
import { bundled } from "../programs/bundled.ts";
import { type Acts, asTable } from "./page.ts";

type Env = Record<string, string | undefined>;

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const HOOK = "https://<ref>.supabase.co/functions/v1/send-sms";
const AUTH = "https://<ref>.supabase.co/auth/v1";
/** As far as the guard, `npm run receipts` and the page read of Auth's tables. */
const AUTHS_TABLES = `create schema auth;
  create table auth.users (id uuid primary key, phone text, phone_change text default '', phone_confirmed_at timestamptz);
  create table auth.mfa_factors (id uuid primary key, user_id uuid, factor_type text, phone text);
  create table auth.mfa_challenges (id uuid primary key, factor_id uuid, created_at timestamptz, verified_at timestamptz);
  create table auth.sessions (id uuid primary key default gen_random_uuid(), user_id uuid, created_at timestamptz);`;

/** What the runbook is for: Auth, the function, its ledger in Auth's database, Alibaba Cloud, and the operator's file. */
export async function startRunbookWorld() {
  const fleet = await startFleet({
    processes: 1,
    env: { SMS_RECEIPTS_TOKEN: RECEIPTS_TOKEN, SMS_LIMIT_TOTAL: "1000/1d" },
  });
  const { aliyun, server } = fleet;
  await sql(server.url, AUTHS_TABLES);
  await sql(server.url, `select send_sms.set_prices('{"CN": 0.045}', 'CNY')`);
  const folder = mkdtempSync(join(tmpdir(), "runbook-"));
  const envFile = join(folder, ".env");
  const [first] = fleet.hooks;
  if (first === undefined) throw new Error("Cannot start the runbook's world: it has no function");
  let hook: HookProcess = first;
  let auth: AuthEmulator | undefined;
  let logFrom = 0;
  const extra: HookProcess[] = [];

  const env: Env = {
    ...fleet.env,
    SMS_LIMIT_PER_NUMBER: undefined,
    GOTRUE_SMS_OTP_EXP: "300",
    GOTRUE_SMS_OTP_LENGTH: "6",
    GOTRUE_SMS_MAX_FREQUENCY: "60s",
  };
  function writeEnv(changes: Env = {}): void {
    const lines = Object.entries({ ...env, ...changes }).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}='${value}'\n`]
    );
    writeFileSync(envFile, lines.join(""), { mode: 0o600 });
  }

  async function reset(): Promise<void> {
    aliyun.reset();
    aliyun.updateSettings({ flowControl: false });
    await sql(
      server.url,
      `truncate send_sms.requests, send_sms.receipts, send_sms.controls, send_sms.counters, auth.users, auth.sessions`,
    );
    hook = first as HookProcess;
    logFrom = hook.output().length;
    writeEnv();
    await restartAuth({ externalPhoneEnabled: true });
  }

  async function restartAuth(settings: { externalPhoneEnabled: boolean }): Promise<void> {
    await auth?.close();
    auth = await createAuthEmulator({
      release: "2.196",
      hook: { uri: hook.url, secrets: [FIRST_SECRET] },
      settings,
    });
  }

  const names = (): [there: string, onThePage: string][] => [
    [`${hook.url}/send-sms`, HOOK],
    [auth?.url ?? "", AUTH],
    [envFile, ".env"],
  ];
  const forHere = (line: string) =>
    names().reduce((text, [there, onThePage]) => text.replaceAll(onThePage, there), line);
  const forThePage = (text: string) =>
    names().reduce((out, [there, onThePage]) => out.replaceAll(there, onThePage), text)
      .replaceAll(new URL(aliyun.url).host, "dysmsapi.aliyuncs.com");

  const acts = (language: keyof Text): Acts => ({
    async sh(line) {
      const [, script, rest = ""] = /^npm run (\S+)(?: -- (.*))?$/.exec(line) ?? [];
      const args = forHere(rest).split(" ").filter(Boolean);
      const printed = script === "doctor"
        ? await here((io) => runDoctorCommand(args, io), language)
        : script === "send-test"
        ? await here((io) => runSendTestCommand(args, io), language)
        : await inAShell(line, args, language);
      return forThePage(printed);
    },
    sql: async (statement) => asTable(await sql(server.url, statement)),
    log: () => hook.output().slice(logFrom).split("\n").filter((line) => /^\{.*\}$/.test(line)),
  });

  /** What is no command of ours but of the page runs in a shell of its own, with the owner's address before it. */
  function inAShell(line: string, args: readonly string[], language: keyof Text): Promise<string> {
    const [, script = ""] = /^npm run (\S+)/.exec(line) ?? [];
    const command = script === ""
      ? ["sh", "-c", line]
      : [process.execPath, bundled(`src/cli/${script.replace(":", "-")}.ts`), "--", ...args];
    return new Promise((resolve) => {
      const [file = "", ...rest] = command;
      const child = spawn(file, rest, {
        cwd: ROOT,
        env: {
          PATH: process.env["PATH"],
          LANG: language === "zh" ? "zh_CN.UTF-8" : "C",
          SMS_LEDGER_DATABASE_URL: server.url,
        },
      });
      let out = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => out += text);
      child.once("close", () => resolve(out));
    });
  }

  return {
    aliyun,
    reset,
    restartAuth,
    acts,
    writeEnv,
    sql: (text: string, values?: unknown[]) => sql(server.url, text, values),
    /**
     * A code for this number, signed as Auth signs; its user is one of Auth's unless it is a stranger's.
     * @returns whether the function took it, which it tells Auth by an empty object
     */
    async send(
      phone: string,
      { stranger = false, secret }: { stranger?: boolean; secret?: string } = {},
    ): Promise<{ took: boolean; user: string }> {
      const body = signupBody("v2.196.0", { phone });
      const user: string = JSON.parse(body).user.id;
      if (!stranger) {
        await sql(server.url, "insert into auth.users (id, phone) values ($1, $2)", [user, phone]);
      }
      const answer = await hook.send(body, secret === undefined ? {} : { secrets: [secret] });
      return { took: answer.status === 200 && JSON.stringify(answer.body) === "{}", user };
    },
    pushReceipts: () =>
      aliyun.updateReceiptSettings({ url: `${hook.url}/send-sms/receipts/${RECEIPTS_TOKEN}` }),
    /** The function, started again with other variables; the log goes on with its. */
    async restartHook(changes: Env): Promise<void> {
      hook = await startHook({ ...fleet.env, ...changes });
      logFrom = 0;
      extra.push(hook);
    },
    async close() {
      await auth?.close();
      await Promise.all(extra.map((one) => one.stop()));
      await fleet.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function here(
  run: (io: Parameters<typeof runDoctorCommand>[1]) => Promise<number>,
  language: keyof Text,
): Promise<string> {
  let out = "";
  const write = (text: string) => void (out += text);
  await run({ env: {}, write, writeError: write, languageOf: () => language });
  return out;
}
