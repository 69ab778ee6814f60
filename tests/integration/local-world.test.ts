import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { readCommandLine } from "../../src/command-line/read-command-line.ts";
import { START, startOptions } from "../../src/local-world/options.ts";
import { assertPortsFree } from "../../src/local-world/ports.ts";
import { freePorts, runProgram, startWorld } from "../support/local-world-process.ts";

const LINKS = /Page\s+(\S+)\s+Inbox\s+(\S+)\s+Auth\s+(\S+).*\s+Hook\s+(\S+)\s+Console\s+(\S+)/;

const isUp = (url: string) => fetch(url).then((response) => response.ok, () => false);
const readJson = async (url: string): Promise<unknown> => JSON.parse(await (await fetch(url)).text());

/** By the kernel's list: the function is the child that runs Deno. */
function denoUnder(pid: number): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return children.map(Number).find((child) => readFileSync(`/proc/${child}/comm`, "utf8").trim() === "deno");
}

describe("npm start -- --once", () => {
  test("sends one SMS through Auth and the real function, shows it as a phone would, and ends", async () => {
    const world = startWorld(await freePorts(), ["--once"]);
    expect(await world.exited, world.stderr()).toBe(0);
    const output = world.stdout();
    expect(output).toMatch(
      /^Local world: for development and tests, never for production; no real SMS is sent\./,
    );
    expect(output).toMatch(/│ \+86 138 0000 0001 +\d\d:\d\d:\d\d │/);
    expect(output).toMatch(/│ 【模拟短信测试】您的验证码是\d{6}，/);
    expect(output).toContain("Auth v2.196.0");
    // It has ended: nothing answers anywhere.
    expect(output).not.toContain("http");
    expect(world.stderr()).toBe("");
  });

  test("stands in for an older Auth, and speaks Chinese to a Chinese terminal", async () => {
    const world = startWorld(await freePorts(), ["--once", "--release", "2.158"], { LANG: "zh_CN.UTF-8" });
    expect(await world.exited, world.stderr()).toBe(0);
    expect(world.stdout()).toContain("本地环境：仅供开发和测试，切勿用于生产；不会发送真实短信。");
    expect(world.stdout()).toMatch(/│ 【模拟短信测试】您的验证码是\d{6}，/);
    expect(world.stdout()).toContain("Auth v2.158.1");
  });
});

describe("npm start", () => {
  test("stays up, shows each further SMS, and SIGTERM stops all of it within two seconds", async () => {
    const ports = await freePorts();
    const world = startWorld(ports);
    await world.until("Ctrl-C stops everything");
    expect(world.stdout()).toContain("npm run demo -- signup +8613800138000");
    const [, page = "", inbox = "", auth = "", hook = "", console = ""] = LINKS.exec(world.stdout()) ?? [];
    const parts = [page, inbox, `${auth}/auth/v1/health`, new URL("/health", hook).href, console];
    expect(await Promise.all(parts.map(isUp))).toEqual([true, true, true, true, true]);
    expect(await readJson(`${page}/demo-config.json`)).toMatchObject({
      supabaseUrl: auth,
      local: { release: "2.196.0", hookUrl: hook, inboxUrl: inbox },
      countries: ["CN"],
    });

    const body = JSON.stringify({ phone: "+8613900000002", create_user: true });
    await fetch(`${auth}/auth/v1/otp`, { method: "POST", body });
    await world.until('"phone":"+86139****0002"');
    expect(world.stdout()).toContain("│ +86 139 0000 0002 ");
    expect(world.stdout()).toMatch(/hook │ \{.*"event":"send_sms","result":"accepted"/);
    await world.until('"event":"receipt","result":"delivered"');

    const from = performance.now();
    world.kill("SIGTERM");
    expect(await world.exited).toBe(0);
    expect(performance.now() - from).toBeLessThan(2000);
    expect(await Promise.all(parts.map(isUp))).toEqual([false, false, false, false, false]);
    expect(world.stderr()).toBe("");
  });

  test.runIf(process.platform === "linux")(
    "stops everything and says why when the function's process ends",
    async () => {
      const world = startWorld(await freePorts());
      await world.until("Ctrl-C stops everything");
      process.kill(denoUnder(world.pid) ?? NaN, "SIGKILL");
      expect(await world.exited).toBe(1);
      expect(world.stderr()).toMatch(
        /^The function's process has ended, so everything stops\n函数进程已退出/,
      );
    },
  );

  test.runIf(process.platform === "linux")(
    "stops when npm is told to, whose shell tells nobody",
    async () => {
      const ports = await freePorts();
      const flags = Object.entries(ports).flatMap(([name, port]) => [`--${name}-port`, String(port)]);
      const npm = spawn("npm", ["start", "--", ...flags], { stdio: ["ignore", "pipe", "ignore"] });
      for await (const text of npm.stdout.setEncoding("utf8")) if (text.includes("Ctrl-C")) break;
      const from = performance.now();
      npm.kill("SIGTERM");
      // Its parts close side by side: the first that is gone says nothing about the others.
      const areFree = () => assertPortsFree(ports).then(() => true, () => false);
      while (!(await areFree()) && performance.now() - from < 5000) await sleep(50);
      const tookMs = performance.now() - from;
      expect(await areFree()).toBe(true);
      expect(tookMs).toBeLessThan(2000);
    },
  );

  test("only starts the page for a project of SUPABASE_URL and a key", async () => {
    const { page } = await freePorts();
    const world = runProgram("src/local-world/start-all.ts", ["--page-port", String(page)], {
      SUPABASE_URL: "https://project.supabase.co",
      SUPABASE_ANON_KEY: "an-anon-key",
      SMS_ALLOWED_COUNTRIES: "cn,HK",
      DEMO_TERMS_URL: "https://example.com/terms",
    });
    await world.until("Ctrl-C");
    expect(await readJson(`http://127.0.0.1:${page}/demo-config.json`)).toEqual({
      supabaseUrl: "https://project.supabase.co",
      publishableKey: "an-anon-key",
      local: null,
      countries: ["CN", "HK"],
      termsUrl: "https://example.com/terms",
    });
    expect(world.stdout()).toContain("Real SMS may be sent.");
    expect(world.stdout()).not.toContain("Inbox");
    world.kill("SIGINT");
    expect(await world.exited).toBe(0);
  });

  test("names every flag with --help, and starts nothing", async () => {
    const world = runProgram("src/local-world/start-all.ts", ["--help"]);
    expect(await world.exited).toBe(0);
    const flags = "release once page-port auth-port hook-port aliyun-port console-port env-file verbose lang";
    for (const flag of flags.split(" ")) {
      expect(world.stdout()).toContain(`--${flag}`);
    }
  });
});

describe("npm start does not start", () => {
  test("on taken ports, and names each of them, and flags that would do, in both languages", async () => {
    const ports = await freePorts();
    const taken = [ports.auth, ports.aliyun].map((port) => createServer().listen(port, "127.0.0.1"));
    await Promise.all(taken.map((server) => once(server, "listening")));
    const world = startWorld(ports);
    expect(await world.exited).toBe(1);
    const { auth, aliyun } = ports;
    expect(world.stderr()).toMatch(
      new RegExp(
        `^Cannot start: port ${auth} \\(auth\\) is taken, port ${aliyun} \\(aliyun\\) is taken; this would be free: ` +
          `npm start -- --auth-port (\\d+) --aliyun-port (\\d+)\n` +
          `无法启动：端口 ${auth}（auth）已被占用，端口 ${aliyun}（aliyun）已被占用；可以改用空闲端口：npm start -- .*\n$`,
      ),
    );
    const [, freeAuth, freeAliyun] = /--auth-port (\d+) --aliyun-port (\d+)/.exec(world.stderr()) ?? [];
    await assertPortsFree({ ...ports, auth: Number(freeAuth), aliyun: Number(freeAliyun) });
    for (const server of taken) server.close();
  });

  test("on one port for two of its parts", async () => {
    const ports = await freePorts();
    await expect(assertPortsFree({ ...ports, hook: ports.auth })).rejects.toThrow(/--hook-port/);
    await expect(assertPortsFree(ports)).resolves.toBeUndefined();
  });

  test("as a release of Auth that nobody recorded, and leaves nothing running", async () => {
    const ports = await freePorts();
    const world = startWorld(ports, ["--release", "2.100"]);
    expect(await world.exited).toBe(1);
    expect(world.stderr()).toContain('Cannot emulate Auth "2.100": the oldest known release is 2.158.1');
    await assertPortsFree(ports);
  });

  test.each<[string, readonly string[], Record<string, string>, RegExp]>([
    [
      "on a port that is none",
      ["--page-port", "many"],
      {},
      /Cannot use --page-port many: a port is a number.*\n.*无效/,
    ],
    [
      "with a flag that it does not know",
      ["--prot", "1"],
      {},
      /Cannot read --prot: there is no such flag; see: npm start -- --help\n没有参数 --prot，用法见 npm start -- --help/,
    ],
    [
      "in a language that it does not have",
      ["--lang", "fr"],
      {},
      /--lang fr: it is en or zh; see: .* --help\n/,
    ],
    ["with a word that says nothing", ["now"], {}, /Cannot read "now".* --help\n多余的内容“now”/],
    [
      "as a release that nobody knows",
      ["--release", "9.9"],
      {},
      /Auth "9\.9": the oldest known release is 2\.158\.1, the newest 2\.196\n.*最低版本是 2\.158\.1，最高版本是 2\.196/,
    ],
    [
      "without the file that it names",
      ["--env-file", "none.env"],
      {},
      /Cannot read --env-file none\.env \(ENOENT\).*\n.*请检查路径/,
    ],
    [
      "for a project with a file that a rehearsal is meant by",
      ["--env-file", ".env.example"],
      { SUPABASE_URL: "https://p.supabase.co", SUPABASE_ANON_KEY: "an-anon-key" },
      /Cannot use --env-file with SUPABASE_URL: .*sends real SMS/,
    ],
    [
      "for a project without its key",
      [],
      { SUPABASE_URL: "https://p.supabase.co" },
      /SUPABASE_PUBLISHABLE_KEY is not set/,
    ],
    [
      "for a project without an address",
      [],
      { SUPABASE_URL: "project" },
      /Cannot use SUPABASE_URL: it reads https/,
    ],
  ])("%s", (_, args, env, reason) => {
    expect(() => startOptions(readCommandLine(START, args, env), env)).toThrow(reason);
  });
});
