import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signupBody } from "../support/hook/bodies.ts";
import { RECEIPTS_TOKEN } from "../support/hook/pushes.ts";
import { type Fleet, startFleet } from "../support/postgres/fleet.ts";
import { sql } from "../support/postgres/server.ts";
import { bundled } from "../support/programs/bundled.ts";

let fleet: Fleet;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "receipts-"));
  fleet = await startFleet({ processes: 1, env: { SMS_RECEIPTS_TOKEN: RECEIPTS_TOKEN } });
  await sql(fleet.server.url, AUTH_TABLES);
});
afterAll(async () => {
  await fleet.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  fleet.aliyun.reset();
  fleet.aliyun.updateSettings({ flowControl: false });
  await sql(fleet.server.url, "truncate send_sms.requests, send_sms.receipts, auth.users, auth.mfa_factors");
});

/** What of Auth's tables is read. */
const AUTH_TABLES = `
  create schema auth;
  create table auth.users (id uuid primary key, phone text, phone_change text);
  create table auth.mfa_factors (user_id uuid, phone text);`;

const traced = () =>
  sql(fleet.server.url, "select status, delivered, delivery_code from send_sms.traced order by created_at");

async function untilTraced(rows: unknown[]): Promise<void> {
  await expect.poll(traced, { timeout: 10_000 }).toEqual(rows);
}

async function send(phone: string): Promise<string> {
  const body = signupBody("v2.196.0", { phone });
  await fleet.hooks[0]?.send(body);
  return JSON.parse(body).user.id;
}

describe("a push to the function, through the real ledger", () => {
  beforeEach(() => {
    const url = `${fleet.hooks[0]?.url}/send-sms/receipts/${RECEIPTS_TOKEN}`;
    fleet.aliyun.updateReceiptSettings({ url });
  });

  test("shows as delivered on the request that it is about", async () => {
    await send("8613800000001");
    await untilTraced([{ status: "accepted", delivered: true, delivery_code: "DELIVERED" }]);
    // The log is written behind the ledger.
    await expect.poll(() => fleet.hooks[0]?.output()).toMatch(/"event":"receipt","result":"delivered"/);
  });

  test("shows why an SMS did not arrive, however often and in whatever order it is told", async () => {
    fleet.aliyun.updateReceiptSettings({ code: "MOBILE_NOT_ON_SERVICE", times: 3, newestFirst: true });
    await Promise.all([send("8613800000001"), send("8613800000002")]);
    const lost = { status: "accepted", delivered: false, delivery_code: "MOBILE_NOT_ON_SERVICE" };
    await untilTraced([lost, lost]);
    const [message] = fleet.aliyun.messages();
    fleet.aliyun.report({ message: message?.id ?? "", code: "DELIVERED", secondsAgo: 600 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await traced()).toEqual([lost, lost]);
  });

  test("tells what became of an SMS whose send got no answer", async () => {
    fleet.aliyun.setFault({ kind: "reset", when: "after" });
    await send("8613800000001");
    await untilTraced([{ status: "unconfirmed", delivered: true, delivery_code: "DELIVERED" }]);
  });

  test("waits for no settle: it may come while the provider's answer is still on its way", async () => {
    fleet.aliyun.setFault({ kind: "hang", when: "after" });
    const sent = send("8613800000001");
    await untilTraced([{ status: "in_flight", delivered: true, delivery_code: "DELIVERED" }]);
    await sent;
    await untilTraced([{ status: "unconfirmed", delivered: true, delivery_code: "DELIVERED" }]);
  });
});

/** `npm run receipts` with the function's variables, as the ledger's owner. */
async function runReceipts(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [bundled("src/cli/receipts.ts"), "--", ...args], {
    env: {
      ...(args.includes("--env-file") ? {} : fleet.env),
      PATH: process.env["PATH"],
      SMS_LEDGER_DATABASE_URL: fleet.server.url,
      ...(args.includes("--help") ? { LANG: "zh_CN.UTF-8" } : {}),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => void (out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => void (err += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  expect(out + err).not.toMatch(/1380000000\d/);
  return { code, out, err };
}

describe("npm run receipts", () => {
  test("asks by the numbers that Auth knows, keeps the answers, and then has nothing left to ask", async () => {
    const [known, changing, factor] = [
      await send("8613800000001"),
      await send("8613800000002"),
      await send(
        "8613800000003",
      ),
    ];
    await sql(
      fleet.server.url,
      "insert into auth.users values ($1, '8613800000001', ''), ($2, '', '8613800000002')",
      [
        known,
        changing,
      ],
    );
    await sql(fleet.server.url, "insert into auth.mfa_factors values ($1, '8613800000003')", [factor]);
    const last = fleet.aliyun.messages().at(-1);
    fleet.aliyun.report({ message: last?.id ?? "", code: "CONTENT_KEYWORD" });

    expect(await runReceipts()).toMatchObject({
      code: 0,
      out: "Receipts: 2 delivered, 1 not delivered; 0 of those asked for still without one.\n",
    });
    expect((await traced()).map(({ delivery_code }) => delivery_code).sort())
      .toEqual(["CONTENT_KEYWORD", "DELIVERED", "DELIVERED"]);
    expect((await runReceipts()).out).toBe("Every SMS of the last 2 days has its receipt.\n");
    const dump = JSON.stringify(await sql(fleet.server.url, "select * from send_sms.receipts"));
    expect(dump).not.toMatch(/1380000000\d|验证码/);
  });

  test("has nothing to ask for where nothing was sent, and says that and no more", async () => {
    expect(await runReceipts()).toMatchObject({
      code: 0,
      out: "The ledger has no SMS of the last 2 days, so there is nothing to ask for.\n",
    });
  });

  test("takes the function's file, and the owner's address of the environment before it", async () => {
    const file = join(folder, ".env");
    const lines = Object.entries({
      ...fleet.env,
      SMS_LEDGER_DATABASE_URL: "postgresql://nobody@127.0.0.1:9/x",
    })
      .map(([name, value]) => `${name}='${value}'\n`);
    writeFileSync(file, lines.join(""));
    await send("8613800000001");
    const { code, out, err } = await runReceipts("--env-file", file, "--number", "+8613800000001");
    expect({ code, out }).toEqual({
      code: 0,
      out: "Receipts: 1 delivered, 0 not delivered; 0 of those asked for still without one.\n",
    });
    expect(err).toBe(`Variables from ${file}: ${lines.length}\n`);
  });

  test("says what it could not ask for, and asks for it when the number is typed", async () => {
    await send("8613800000001");
    const first = await runReceipts();
    expect(first.out).toMatch(
      /^Receipts: 0 delivered, 0 not delivered; 0 of those asked for still without one\.\n1 not asked for: Auth.*--numbers-from/,
    );
    expect(first.code).toBe(1);
    expect(fleet.aliyun.requests().filter(({ action }) => action === "QuerySendDetails")).toEqual([]);
    const other = await runReceipts("--number", "+8613800000002", "--number", "+13800000003");
    expect(other).toMatchObject({
      code: 1,
      err: "",
      out: expect.stringContaining("1 not asked for: sent to none of the 2 numbers given"),
    });
    expect((await runReceipts("--number", "+8613800000001", "--days", "1")).out).toContain("1 delivered");
    await send("8613800000001");
    await send("8613800000002");
    expect(await runReceipts("--number", "+8613800000001")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Receipts: 1 delivered.*\n1 not asked for/),
    });
  });

  test("takes a file's numbers as Auth's tables or its users write them, for the ledger knows which it was", async () => {
    const file = join(folder, "numbers.txt");
    writeFileSync(file, "13800000001\n");
    await send("8613800000001");
    expect((await runReceipts("--numbers-from", file)).out).toContain("1 delivered");
    expect((await runReceipts("--days", "1")).out).toBe("Every SMS of the last day has its receipt.\n");
  });

  test("refuses a typed number whose country is a guess, as the other commands do", async () => {
    await send("8613800000001");
    const { code, out, err } = await runReceipts("--number", "13800000001");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^Cannot read --number \(1\): .*plus sign and country code.*\n.*国家代码/);
  });

  test("asks again later for what is still under way", async () => {
    fleet.aliyun.updateReceiptSettings({ delayMs: null });
    await send("8613800000001");
    expect((await runReceipts("--number", "+8613800000001")).out)
      .toBe("Receipts: 0 delivered, 0 not delivered; 1 of those asked for still without one.\n");
    expect(await traced()).toMatchObject([{ delivered: null }]);
  });

  test("fails with the right to give where the RAM user may not ask", async () => {
    await send("8613800000001");
    fleet.aliyun.setFault({ kind: "code", code: "isp.RAM_PERMISSION_DENY" });
    const { code, out } = await runReceipts("--number", "+8613800000001");
    expect(code).toBe(1);
    expect(out).toContain("grant dysms:QuerySendDetails");
  });

  test("refuses a command line that it does not understand, without showing it", async () => {
    const { code, out, err } = await runReceipts("8613800000009");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^Cannot read "…": nothing is expected there; see: npm run receipts -- --help\n/);
  });

  test("explains itself in the terminal's language", async () => {
    expect(await runReceipts("--help")).toMatchObject({
      code: 0,
      out: expect.stringContaining("查询最近几天"),
    });
  });
});
