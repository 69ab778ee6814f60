import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundled } from "../support/programs/bundled.ts";

const PATIENCE_MS = 60_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pump-command-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [bundled("src/pump-simulation/index.ts"), ...args], {
    env: { ...process.env, ...env },
  });
  const [out, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { out, errors, code };
}

async function fileOf(lines: string[]): Promise<string> {
  const path = join(folder, "traffic.jsonl");
  await writeFile(path, lines.join("\n"));
  return path;
}

const line = (at: number, of: object = {}): string =>
  JSON.stringify({
    at,
    phone: "8613800138000",
    ip: "203.0.113.7",
    user: "6481a5c1-3d37-4a56-9f6a-bee08c554965",
    verifiesAfter: 20,
    honest: true,
    ...of,
  });

test("plays a file, and says what came of it in its last line", async () => {
  const pumped = { user: "0b6ae2c2-0c7a-4ef8-8a0e-6ad6a1a5c1b7", verifiesAfter: null, honest: false };
  const path = await fileOf([
    line(60, { ...pumped, phone: "+8617000000001" }),
    line(0),
    "",
    line(120, { ...pumped, phone: "998901234567", ip: "2001:db8::1" }),
    line(3),
    line(4, { phone: "13105550100", ip: "" }),
  ]);
  const { out, errors, code } = await run(["--traffic", path, "--guard", "on"], {
    SMS_LIMIT_PER_NUMBER: "1/1h",
    SMS_LIMIT_TOTLA: "1/1d",
  });
  expect(JSON.parse(out.trimEnd().split("\n").at(-1) ?? "")).toEqual({
    honest: { total: 3, refused: 1 },
    fraud: { total: 2, sent: 2 },
  });
  expect(code).toBe(0);
  expect(errors).toContain("5 / 5");
  expect(errors).toContain("1 of 5 numbers are of +1");
  expect(errors).toContain(
    "Limits in force: SMS_LIMIT_PER_NUMBER=1/1h SMS_LIMIT_PER_IP=off SMS_LIMIT_PER_PREFIX=off " +
      "SMS_LIMIT_PER_COUNTRY=off SMS_LIMIT_TOTAL=off SMS_ALLOWED_COUNTRIES=*\n",
  );
  expect(errors).toMatch(/^Refused: 1 by limits \(per_number 1\/1h: 1\), 0 by the guard\.$/m);
  expect(errors).toContain("SMS_LIMIT_TOTLA is not read: SMS_LIMIT_TOTAL may be meant");
}, PATIENCE_MS);

test(
  "takes limits and countries of a file, behind those of the environment, and no other variable",
  async () => {
    const path = await fileOf([line(0), line(3), line(6, { phone: "998901234567" })]);
    const file = join(folder, ".env");
    await writeFile(
      file,
      "SMS_LIMIT_PER_NUMBER=1/1d\nSMS_LIMIT_TOTAL=7/1d\nSMS_ALLOWED_COUNTRIES=CN\nSMS_SENDING_ENABLED=false\n",
    );
    const { out, errors, code } = await run(
      ["--traffic", path, "--guard", "off", "--env-file", file, "--lang", "zh"],
      { SMS_LIMIT_TOTAL: "9/1d" },
    );
    expect(errors).toContain(`已从 ${file} 读取 4 个变量\n`);
    expect(errors).not.toContain("Variables from");
    expect(errors).toContain("SMS_LIMIT_PER_NUMBER=1/1d ");
    expect(errors).toMatch(/^生效的限额：.* SMS_LIMIT_TOTAL=9\/1d SMS_ALLOWED_COUNTRIES=CN$/m);
    expect(errors).toMatch(
      /^拒绝的请求：因限额 1 个（per_number 1\/1d: 1），因防盗刷 0 个，其他原因 1 个（country: 1）。$/m,
    );
    expect(out).toBe('{"honest":{"total":3,"refused":2},"fraud":{"total":0,"sent":0}}\n');
    expect(code).toBe(0);
    expect(await run(["--traffic", path, "--guard", "off"], { SMS_LIMIT_TOTAL: "0/1d", LANG: "en" }))
      .toMatchObject({
        code: 1,
        out: "",
        errors: expect.stringMatching(/^Cannot run this.*\n {2}- SMS_LIMIT_TOTAL/),
      });
  },
  PATIENCE_MS,
);

test("says what the guard closed, by name and time, before the last line", async () => {
  const user = (i: number) => `6481a5c1-3d37-4a56-9f6a-${String(i).padStart(12, "0")}`;
  const honest = Array.from(
    { length: 60 },
    (_, i) =>
      line(i * 60, { phone: `86138001${String(38_000 + i * 7)}`, ip: `203.0.113.${i}`, user: user(i) }),
  );
  const pumped = Array.from({ length: 80 }, (_, i) =>
    line(3_600 + i * 20, {
      phone: `86170000${String(10_000 + i)}`,
      ip: "198.51.100.9",
      user: user(1_000 + i),
      verifiesAfter: null,
      honest: false,
    }));
  const path = await fileOf([...honest, ...pumped]);
  const [on, observed] = [
    await run(["--traffic", path, "--guard", "on", "--lang", "en"]),
    await run(["--traffic", path, "--guard", "observe", "--lang", "zh"]),
  ];
  // A pump of one address and one block is suspected of both, which refuses it; neither is closed.
  expect(on.errors).toMatch(
    /^The guard closed nothing\.\nIt only suspected 2 subjects:\n {2}at \d+ s {2}\S/m,
  );
  expect(on.errors).toMatch(
    /^ {2}at \d{4} s {2}IP address [0-9a-f]{8}… {2}suspected: .* \(\d+ requests refused\)$/m,
  );
  expect(on.errors).toMatch(/^Refused: 0 by limits, [1-9]\d* by the guard\.$/m);
  expect(observed.errors).toMatch(/^防盗刷若开启，会关闭 \d+ 项：\n {2}第 \d+ 秒/m);
  // That database is gone.
  expect(on.errors + observed.errors).not.toMatch(/send_sms\.guarded/);
  for (const { out } of [on, observed]) expect(out.trimEnd().split("\n")).toHaveLength(1);
}, 2 * PATIENCE_MS);

test("refuses a line that is no request, by its number and without what it holds", async () => {
  const path = await fileOf([line(0), line(1, { phone: "13800138000a" })]);
  const { out, errors, code } = await run(["--traffic", path, "--guard", "on"]);
  expect(errors).toContain("Line 2 is no request: phone is a text that does not fit;");
  expect(errors).toContain("第 2 行不是有效的请求");
  expect(errors).not.toContain("13800138000a");
  expect({ code, out }).toEqual({ code: 1, out: "" });
}, PATIENCE_MS);

test("says how it is used when asked, and when it is used otherwise", async () => {
  const [asked, bare, mode, absent] = await Promise.all([
    run(["--help"]),
    run([]),
    run(["--traffic", "x", "--guard", "maybe"]),
    run(["--traffic", join(folder, "absent"), "--guard", "off"]),
  ]);
  expect(asked).toMatchObject({
    code: 0,
    errors: "",
    out: expect.stringContaining("--guard off|observe|on"),
  });
  expect(asked.out).toMatch(/seconds: from the start of the traffic[^]*--guard <mode> +must be given/);
  for (const { code, errors, out } of [bare, mode]) {
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(errors).toMatch(
      /^Cannot start: --(traffic|guard) .*see: npm run pump-simulation -- --help\n.*用法见/,
    );
  }
  expect(bare.errors).toMatch(/^Cannot start: --traffic is missing/);
  expect(mode.errors).toMatch(/^Cannot start: --guard is off, observe or on/);
  expect(absent).toMatchObject({ code: 1, out: "", errors: expect.stringContaining("Cannot read") });
}, PATIENCE_MS);
