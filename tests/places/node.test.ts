import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { targetOf } from "../../src/cli/build-targets.ts";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
} from "../../src/emulator/aliyun/index.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { type Command, processEnv, runHook, startHook } from "../support/hook/process.ts";
import { readText } from "../support/hook/sources.ts";
import { DELIVERED, deliverOne } from "../support/packed/delivery.ts";
import { tempFolder } from "../support/packed/project.ts";
import { build, runBuild } from "../support/places/build.ts";
import { headersOf, ROLE_KEY } from "../support/places/function-compute.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres } from "../support/postgres/server.ts";

// Each test starts processes, which a busy machine does slowly.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = tempFolder();
/** Of a server that has nothing but the file: no packages, no package.json. */
const server = join(folder.path, "opt");
const onNode = (...args: string[]): Command => ({
  file: process.execPath,
  args: [join(server, "index.mjs"), ...args],
  cwd: server,
});

let aliyun: AliyunEmulator;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
  await build("node", server);
});
beforeEach(() => {
  aliyun.reset();
  aliyun.updateSettings({ flowControl: false });
});
afterAll(async () => {
  await aliyun.close();
  folder.remove();
});

describe("the file for Node, alone in its folder", () => {
  test("delivers a code, and ends cleanly", async () => {
    expect(await deliverOne(aliyun, processEnv(aliyun.url), onNode())).toMatchObject({
      ...DELIVERED,
      exitCode: 0,
    });
  });

  test("says in its first line and on /health which commit it was built of", async () => {
    const hook = await startHook(processEnv(aliyun.url), onNode());
    const health: unknown = await (await fetch(`${hook.url}/health`)).json();
    await hook.stop();
    const [first = ""] = hook.output().split("\n");
    const { stdout } = spawnSync("git", ["rev-parse", "--short=12", "HEAD"], { encoding: "utf8" });
    const release = {
      version: JSON.parse(readText("package.json")).version,
      commit: expect.stringMatching(new RegExp(`^${stdout.trim()}(\\+changes)?$`)),
    };
    expect(health).toEqual({ status: "ok", ...release });
    expect(JSON.parse(first)).toMatchObject({ event: "start", ...release });
  });

  test("has the driver of the Postgres ledger in it", async () => {
    const postgres = await startTestPostgres();
    try {
      await migrate(postgres.url);
      const env = {
        ...processEnv(aliyun.url),
        SMS_LEDGER: "postgres",
        SMS_LEDGER_DATABASE_URL: await hookRoleUrl(postgres.url),
      };
      expect(await deliverOne(aliyun, env, onNode())).toMatchObject({ ...DELIVERED, exitCode: 0 });
      expect(await sql(postgres.url, "select status from send_sms.requests")).toEqual([{
        status: "accepted",
      }]);
    } finally {
      await postgres.remove();
    }
  });

  test("takes keys from headers of Function Compute no more than Deno does", async () => {
    for (const how of [onNode(), "2.1.4"] as const) {
      aliyun.reset();
      const hook = await startHook(processEnv(aliyun.url), how);
      await hook.send(signupBody(), { headers: headersOf(ROLE_KEY) });
      await hook.stop();
      expect(aliyun.requests().map(({ form }) => form["AccessKeyId"])).toEqual([DEFAULT_ACCESS_KEY_ID]);
    }
  });

  test("does not start without a key of its own", async () => {
    const env = { ...processEnv(aliyun.url), ALIBABA_CLOUD_ACCESS_KEY_ID: "", PORT: "0" };
    const { ended, output } = runHook(env, onNode());
    expect([await ended, output()]).toEqual([
      1,
      expect.stringContaining("ALIBABA_CLOUD_ACCESS_KEY_ID is not set"),
    ]);
  });
});

describe("--env-file", () => {
  const file = join(folder.path, "server.env");
  beforeAll(() => {
    mkdirSync(server, { recursive: true });
    const lines = Object.entries(processEnv(aliyun.url)).map(([name, value]) => `${name}='${value}'`);
    // As an editor on Windows leaves it.
    writeFileSync(file, `\uFEFF${lines.join("\r\n")}\r\nSMS_LIMIT_TOTAL=9/1d\r\n`);
  });

  test("is read, and it says which file and how many variables; the environment's own go before them", async () => {
    const hook = await startHook({ SMS_LIMIT_TOTAL: "7/1d" }, onNode(`--env-file=${file}`));
    const answer = await hook.send(signupBody());
    const output = hook.output();
    await hook.stop();
    expect(answer).toMatchObject({ status: 200, body: {} });
    expect(output).toContain(`Variables from ${file}: 8 / 已从 ${file} 读取 8 个变量`);
    expect(output).toContain('"total":"7/1d"');
  });

  test("is read by npm run hook, too", async () => {
    const args = ["--import", "tsx", "src/cli/run-hook.ts", "--env-file", file, "--lang", "zh"];
    const hook = await startHook({}, { file: process.execPath, args });
    const answer = await hook.send(signupBody());
    expect(hook.output()).toContain(`已从 ${file} 读取 8 个变量`);
    expect(hook.output()).not.toContain("Variables from");
    await hook.stop();
    expect(answer).toMatchObject({ status: 200, body: {} });
  });

  test.each([
    [["--env-file", "/nowhere/.env"], "there is no such file|not found"],
    [["--env-fiel=x"], "无法启动：Unknown option"],
  ])("%j is refused before anything starts", async (args, said) => {
    const { ended, output } = runHook({ PORT: "0" }, onNode(...args));
    expect(await ended).not.toBe(0);
    expect(output()).toMatch(new RegExp(said));
    expect(output()).not.toMatch(/^\s+at /m);
  });

  test("is in the help, which starts nothing", async () => {
    const { ended, output } = runHook({ PORT: "0" }, onNode("--help"));
    expect([await ended, output()]).toEqual([
      0,
      expect.stringMatching(/--env-file <file>.*环境中已有的变量优先/s),
    ]);
  });
});

describe("deploy/docker/Dockerfile", () => {
  const dockerfile = readText("deploy/docker/Dockerfile");

  test("starts the file in a way that listens outside the container and stops on SIGTERM", async () => {
    const [, variables = ""] = /^ENV (.+)$/m.exec(dockerfile) ?? [];
    const env = Object.fromEntries(variables.split(" ").map((pair) => pair.split("=")));
    const [file, ...args]: string[] = JSON.parse(/^CMD (\[.+\])$/m.exec(dockerfile)?.[1] ?? "[]");
    expect(file).toBe("node");
    const hook = await startHook({ ...processEnv(aliyun.url), ...env }, {
      file: process.execPath,
      args,
      cwd: server,
    });
    const answer = await hook.send(signupBody());
    expect([answer.status, await hook.stop()]).toEqual([200, 0]);
    expect(hook.output()).toContain('"listening":"0.0.0.0:');
  });

  test("takes the one file that the build writes, and runs as nobody of consequence", () => {
    expect(/^COPY (\S+) /m.exec(dockerfile)?.[1]).toBe("index.mjs");
    expect(targetOf("node")).toMatchObject({ folder: "node", file: "index.mjs" });
    expect(dockerfile).toMatch(/^USER [1-9]\d*$/m);
  });
});

describe.each(["node", "deno"])("deploy/%s/send-sms-hook.service", (place) => {
  const unit = readText(`deploy/${place}/send-sms-hook.service`);

  test("gives a stop more time than the function takes for it, and enough descriptors", () => {
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(5);
    expect(Number(/^LimitNOFILE=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(1_000);
  });

  test.skipIf(!existsSync("/usr/bin/systemd-analyze"))("is one that systemd takes", () => {
    // The programs it starts need not be on the machine that runs the tests.
    const file = join(folder.path, `${place}-hook.service`);
    writeFileSync(file, unit.replace(/^ExecStart=\S+/m, "ExecStart=/bin/true"));
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
  });

  test("starts what the build writes", () => {
    const [, started = ""] = /^ExecStart=.* (\S+)$/m.exec(unit) ?? [];
    expect(started).toBe(place === "node" ? "/opt/send-sms-hook/index.mjs" : "/opt/send-sms-hook/index.js");
  });
});

test("only documented targets are built; another name is refused in both languages", () => {
  const { status, stderr } = runBuild("--target", "lambda");
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^Cannot build for 'lambda': the targets are send-sms, node.*\n无法为 'lambda' 构建：可选的目标有 send-sms/,
  );
  expect(readFileSync(join(server, "index.mjs"), "utf8")).toMatch(/^pg 8\.\d+\.\d+ \(MIT\)$/m);
});
