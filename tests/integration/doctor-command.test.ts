import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { terminalLanguage } from "../../src/command-line/terminal-language.ts";
import { runDoctorCommand } from "../../src/operator/doctor/run.ts";
import { type HealthyWorld, startHealthyWorld } from "../support/doctor/healthy-world.ts";
import { alarmsOf } from "../support/doctor/seeds.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

let world: HealthyWorld;
beforeAll(async () => {
  world = await startHealthyWorld();
});
afterAll(() => world.close());

/** The command as npm runs it. */
function doctor(args: readonly string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [
      join(ROOT, "node_modules/tsx/dist/cli.mjs"),
      join(ROOT, "src/cli/doctor.ts"),
      ...args,
    ], {
      cwd: tmpdir(),
      env: { PATH: process.env["PATH"], ...env },
    });
    const out = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => out.stdout += text);
    child.stderr.setEncoding("utf8").on("data", (text: string) => out.stderr += text);
    child.once("close", (code) => resolve({ code, ...out }));
  });
}

test("without a file and without variables says that, and nothing of each variable", async () => {
  const { code, stdout } = await doctor(["--json"]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).findings).toEqual([
    expect.objectContaining({ id: "nothing_set", subject: ".env" }),
  ]);
});

test("--json prints the report in its form and nothing secret, and ends with 1 for an error", async () => {
  const folder = mkdtempSync(join(tmpdir(), "doctor-command-"));
  try {
    const file = join(folder, ".env");
    const env = { ...world.env, ALIBABA_CLOUD_ACCESS_KEY_SECRET: "emulator-wrong-key-secret" };
    writeFileSync(
      file,
      Object.entries(env).map(([name, value]) => value === undefined ? "" : `${name}=${value}\n`).join(""),
      { mode: 0o600 },
    );
    const { code, stdout, stderr } = await doctor(["--json", "--env-file", file, "--url", world.hook]);
    const report: unknown = JSON.parse(stdout);
    expect(report).toEqual({ ok: false, findings: expect.any(Array) });
    const text = expect.stringMatching(/\S/);
    expect(report).toMatchObject({
      findings: [{ id: "access_key_refused" }, ...Array(4).fill({ level: "info" })],
    });
    for (const finding of (report as { findings: unknown[] }).findings) {
      expect(finding).toEqual({
        id: text,
        level: expect.stringMatching(/^(error|warn|info)$/),
        subject: text,
        en: text,
        zh: text,
        remedy: { en: text, zh: text },
        docs: expect.stringMatching(/^docs\/[\w-]+\.md(#[\w-]+)?$/),
      });
    }
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    for (
      const secret of [
        env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
        world.env["ALIBABA_CLOUD_ACCESS_KEY_ID"],
        world.env["SEND_SMS_HOOK_SECRETS"],
      ]
    ) {
      expect(stdout).not.toContain(secret ?? "");
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

/** The same in this process: loading the program takes longer than what it does. */
async function doctorHere(args: readonly string[], locale: string) {
  const out = { stdout: "", stderr: "" };
  const code = await runDoctorCommand(args, {
    env: { SMS_LIMIT_PER_NUMBER: "5/1h" },
    write: (text) => void (out.stdout += text),
    writeError: (text) => void (out.stderr += text),
    languageOf: (chosen) => terminalLanguage({ LANG: locale }, chosen),
  });
  return { code, ...out };
}

test("a person reads the findings in the terminal's language, or the one asked for", async () => {
  const chinese = await doctorHere([], "zh_CN.UTF-8");
  expect(chinese).toMatchObject({ code: 1, stderr: "" });
  expect(chinese.stdout).toContain("SEND_SMS_HOOK_SECRETS 未设置");
  expect(chinese.stdout).toContain("5 个错误，0 个警告。");
  const english = await doctorHere(["--lang", "en"], "zh_CN.UTF-8");
  expect(english.stdout).toContain("5 errors, 0 warnings.");
});

test("--help explains itself, and a misspelt flag ends with 2", async () => {
  expect(await doctorHere(["--help"], "C")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("--auth-url <address>"),
  });
  expect(await doctorHere(["--jsn"], "C")).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("--jsn"),
  });
});

test("a dry run is an info line in the function's log, and no send", async () => {
  await world.examine();
  const lines = world.functionLog().slice(-3).map((line): unknown => JSON.parse(line));
  expect(lines).toEqual(
    Array(3).fill(expect.objectContaining({ level: "info", reason: "sms_recipient_invalid" })),
  );
  expect(world.aliyun.messages()).toEqual([]);
});

test("a certificate that nobody vouches for is named as such", async () => {
  const at = (name: string) => readFileSync(join(ROOT, "tests/fixtures/postgres", name));
  const server = createServer({ cert: at("server.pem"), key: at("server-key.pem") });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    // A server on a port has such an address.
    const { port } = server.address() as AddressInfo;
    const { findings } = await world.examine({
      options: () => ({ url: `https://127.0.0.1:${port}/send-sms` }),
    });
    expect(alarmsOf(findings).map(({ id }) => id)).toEqual(["hook_tls"]);
  } finally {
    server.close();
  }
});
