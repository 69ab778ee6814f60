import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withLedgerDatabase } from "../../src/cli/with-ledger-database.ts";
import { createKeyedHash, ledgerKeyFrom } from "../../src/hook/ledger/keyed-hash.ts";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { freePort } from "../support/free-port.ts";
import { runProgram } from "../support/local-world-process.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres } from "../support/postgres/server.ts";

const KEY = "a key of the ledger that has its 32 characters";
const SECRET = "bW9yZS10aGFuLXRoaXJ0eS10d28tYnl0ZXMtb2YtYS1zZWNyZXQ=";
const NUMBER = "+8613900000012";
const FUNCTION = {
  SEND_SMS_HOOK_SECRETS: `v1,whsec_${SECRET}`,
  ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI0000000000000000",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "not-a-real-secret",
  ALIYUN_SMS_SIGN_NAME: "Acme",
  ALIYUN_SMS_TEMPLATE_CODE: "SMS_100000001",
};
const PROGRAMS = {
  "ledger:migrate": "src/cli/ledger-migrate.ts",
  "ledger:forget": "src/cli/ledger-forget.ts",
  receipts: "src/cli/receipts.ts",
  console: "src/console/serve.ts",
} as const;
type Program = keyof typeof PROGRAMS;

let server: PostgresServer;
let ownRole: string;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ledger-commands-"));
  server = await startTestPostgres();
  await migrate(server.url);
  ownRole = await hookRoleUrl(server.url);
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true });
});
beforeEach(() => sql(server.url, "truncate send_sms.requests, send_sms.prices"));

async function run(program: Program, args: readonly string[], env: Record<string, string> = {}) {
  const running = runProgram(PROGRAMS[program], ["--", ...args], env);
  const code = await running.exited;
  const [out, err] = [running.stdout(), running.stderr()];
  expect(out + err).not.toMatch(/1390000001\d/);
  return { code, out, err };
}

function envFile(env: Record<string, string>): string {
  const file = join(folder, "function.env");
  writeFileSync(file, Object.entries(env).map(([name, value]) => `${name}='${value}'\n`).join(""));
  return file;
}

const keep = (key: string, age = "1 hour") =>
  sql(
    server.url,
    `insert into send_sms.requests (key, number_hash, number_mask, prefix, flow, status, created_at)
     values ('one', $1, '', '', 'login', 'accepted', send_sms.clock() - $2::interval)`,
    [createKeyedHash(key)("number", NUMBER), age],
  );

const requestsOf = async (key: string): Promise<number> =>
  (await sql(server.url, "select from send_sms.requests where number_hash = $1", [
    createKeyedHash(key)("number", NUMBER),
  ])).length;

describe("npm run ledger:forget", () => {
  const forget = (args: readonly string[], env: Record<string, string> = {}) =>
    run("ledger:forget", args, { SMS_LEDGER_DATABASE_URL: server.url, ...env });

  test("deletes with the ledger's key alone, for the secret is then no part of it", async () => {
    await keep(KEY);
    expect(await forget([NUMBER], { SMS_LEDGER_KEY: KEY })).toEqual({
      code: 0,
      out: "Deleted: 1 request, 0 receipts, 0 windows.\n",
      err: "",
    });
    expect(await requestsOf(KEY)).toBe(0);
  });

  test("deletes with the hook secret where the function has no key, a number as people write it", async () => {
    const key = ledgerKeyFrom(SECRET);
    await keep(key);
    const { SEND_SMS_HOOK_SECRETS } = FUNCTION;
    expect((await forget(["0086 139-0000-0012"], { SEND_SMS_HOOK_SECRETS })).out).toContain(
      "Deleted: 1 request,",
    );
    expect(await requestsOf(key)).toBe(0);
  });

  test.each([
    ["13900000012", "whose country is a guess", /its plus sign and country code.*\n.*加号和国家代码/],
    ["8613900000012", "whose country is a guess", /its plus sign and country code.*\n.*加号和国家代码/],
    ["", "where none is given", /its plus sign and country code.*\n.*加号和国家代码/],
    ["+139", "too short for any country", /7 to 15 digits.*\n.*7 到 15 位/],
    ["+861390000001", "too short for its country", /eleven digits behind \+86.*\n.*11 位/],
    ["+86139000000123", "too long for its country", /eleven digits behind \+86.*\n.*11 位/],
  ])(
    "refuses %j, %s, and says so",
    async (number, _, said) => {
      await keep(KEY);
      const { code, out, err } = await forget(number ? [number] : [], { SMS_LEDGER_KEY: KEY });
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(said);
      expect(await requestsOf(KEY)).toBe(1);
    },
  );

  test("does not call it deleted where it found nothing, as under a wrong key", async () => {
    await keep(KEY);
    const { code, out } = await forget([NUMBER], { SMS_LEDGER_KEY: KEY.toUpperCase() });
    expect(code).toBe(1);
    expect(out).toMatch(/^Nothing was found of this number under this key.*SMS_LEDGER_KEY/);
    expect(await requestsOf(KEY)).toBe(1);
  });

  test("says that it found what it may not delete yet", async () => {
    await keep(KEY, "1 minute");
    const { code, out } = await forget([NUMBER], { SMS_LEDGER_KEY: KEY });
    expect(out).toMatch(/^Deleted: 0 requests, .*1 request of the last ten minutes kept/);
    expect(code).toBe(1);
  });

  test("says which key is missing, in the language that is asked for", async () => {
    expect(await forget([NUMBER])).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^Cannot run this command:\n {2}- SMS_LEDGER_KEY is not set.*SEND_SMS_HOOK_SECRETS/,
      ),
    });
    expect((await forget([NUMBER, "--lang", "zh"])).err).toMatch(
      /^无法运行此命令：\n {2}- SMS_LEDGER_KEY 未设置/,
    );
  });
});

test.each<[Program, string[], object]>([
  ["receipts", [], { code: 1, out: expect.stringMatching(/not asked for/) }],
  ["ledger:forget", [NUMBER], { code: 0 }],
  ["ledger:migrate", [], { code: 0 }],
])(
  "npm run %s with the function's own file names the owner's address, which then does it",
  async (program, args, done) => {
    const file = envFile({
      ...FUNCTION,
      SMS_LEDGER_KEY: KEY,
      SMS_LEDGER: "postgres",
      SMS_LEDGER_DATABASE_URL: ownRole,
    });
    await keep(KEY);
    const withFile = [...args, "--env-file", file];
    const refused = await run(program, withFile);
    expect([refused.code, refused.out]).toEqual([1, ""]);
    expect(refused.err).toContain(`SMS_LEDGER_DATABASE_URL='<the owner's address>' npm run ${program} …`);
    expect(refused.err).not.toMatch(/grant/);
    expect(await run(program, withFile, { SMS_LEDGER_DATABASE_URL: server.url })).toMatchObject(done);
  },
);

describe("npm run receipts", () => {
  const env = () => ({ ...FUNCTION, SMS_LEDGER_DATABASE_URL: server.url });

  test("asks for no receipts of a function that counts in memory, and says so", async () => {
    const file = envFile({ ...env(), SMS_LEDGER: "memory" });
    expect(await run("receipts", ["--env-file", file])).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(/^Cannot run this command:\n {2}- SMS_LEDGER is memory: /m),
    });
    expect((await run("receipts", ["--lang", "zh"], { ...env(), SMS_LEDGER: "Memory" })).err)
      .toMatch(/^无法运行此命令：\n {2}- SMS_LEDGER 为 memory：/);
    expect(await run("receipts", [], env())).toMatchObject({ code: 0, err: "" });
  });

  test.each<[string, string[], RegExp, number]>([
    ["a file that is not there", ["--numbers-from", "absent.txt"], /^Cannot read absent\.txt \(ENOENT\)/, 1],
    ["a number that is none", ["--number", "139"], /^Cannot read --number \(1\): .*plus sign/, 2],
    [
      "numbers that are too short for their country",
      ["--number", NUMBER, "--number", "+861390000001"],
      /^Cannot read --number \(2\): (?!.*plus sign).*eleven digits behind \+86.*\n.*11 位/,
      2,
    ],
    ["days that nobody answers for", ["--days", "40"], /^Cannot ask for that many days.*\n.*--help\n$/, 2],
  ])("refuses %s before it asks whether there is work", async (_, args, said, code) => {
    const refused = await run("receipts", args, env());
    expect(refused.err).toMatch(said);
    expect(refused).toMatchObject({ code, out: "" });
  });
});

const started = ["--port", "0"];

describe.each<[Program, string[]]>([
  ["receipts", []],
  ["ledger:forget", [NUMBER]],
  ["ledger:migrate", []],
  ["console", started],
])("npm run %s", (program, args) => {
  const key = program === "ledger:forget" ? { SMS_LEDGER_KEY: KEY } : {};

  test("without an address says what it needs, not that a function does not start", async () => {
    const variables = program === "receipts" ? FUNCTION : key;
    const { code, err } = await run(program, args, variables);
    expect(err).toMatch(
      /^Cannot run this command:\n {2}- SMS_LEDGER_DATABASE_URL is not set: the ledger in Postgres/,
    );
    expect([code, err]).toEqual([1, expect.not.stringMatching(/Cannot start|SMS_LEDGER=postgres/)]);
  });

  test("knows an address that is still the documents'", async () => {
    const SMS_LEDGER_DATABASE_URL = "postgresql://postgres:…@…:5432/postgres";
    expect(await run(program, args, { ...FUNCTION, ...key, SMS_LEDGER_DATABASE_URL })).toMatchObject({
      code: 1,
      err: expect.stringContaining("SMS_LEDGER_DATABASE_URL still holds a placeholder"),
    });
  });

  test("says which variable is misspelt, also in a file", async () => {
    const file = envFile({ SMS_LEDGER_DATABSE_URL: server.url });
    expect((await run(program, [...args, "--env-file", file], key)).err)
      .toMatch(/^SMS_LEDGER_DATABSE_URL is not read: SMS_LEDGER_DATABASE_URL may be meant$/m);
  });
});

test("npm run console takes the function's file, and the owner's address before it", async () => {
  const file = envFile({ ...FUNCTION, SMS_LEDGER_DATABASE_URL: ownRole, SMS_PRICE_CN: "0.045" });
  const args = ["--", "--env-file", file, "--port", String(await freePort())];
  const running = runProgram(PROGRAMS.console, args, { SMS_LEDGER_DATABASE_URL: server.url });
  await running.until("Ctrl-C");
  running.kill("SIGTERM");
  expect(await running.exited).toBe(0);
  expect(running.stdout()).toContain("Prices: CN 0.045 CNY");
  expect(running.stdout()).not.toMatch(/no single person/);
});

test("a fault of a command's own is not told as one of the database", async () => {
  const command = {
    name: "npm run it",
    env: { SMS_LEDGER_DATABASE_URL: server.url },
    language: "en",
  } as const;
  const fault = Object.assign(new Error("no such file"), { code: "ENOENT" });
  await expect(withLedgerDatabase(command, () => Promise.reject(fault))).rejects.toBe(fault);
});
