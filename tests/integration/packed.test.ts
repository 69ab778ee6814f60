import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { type Command, processEnv, runHook } from "../support/hook/process.ts";
import { runSupabase } from "../support/packed/cli.ts";
import { receivedTree, receivedTreeInWorker } from "../support/packed/commands.ts";
import { DELIVERED, deliverOne } from "../support/packed/delivery.ts";
import { createManagementApi, type Deployment } from "../support/packed/management-api.ts";
import { modulesOfEntry } from "../support/packed/module-graph.ts";
import { fillNpmCache, type NpmCache } from "../support/packed/npm-cache.ts";
import { copyProject, DECOY, tempFolder, writeTree } from "../support/packed/project.ts";

const folder = tempFolder();
const project = join(folder.path, "project");
const home = join(folder.path, "home");
const tree = join(folder.path, "received");
afterAll(() => folder.remove());

const CONFIG = readFileSync(new URL("../../supabase/config.toml", import.meta.url), "utf8");
const PROJECT_REF = "abcdefghijklmnopqrst";
let deployed: Deployment;
beforeAll(async () => {
  copyProject(project);
  const api = await createManagementApi();
  const args = ["functions", "deploy", "send-sms", "--use-api", "--yes", `--remote=${PROJECT_REF}`];
  const { code, output } = await runSupabase(args, { project, home, apiUrl: api.url });
  await api.close();
  const [deployment] = api.deployments;
  if (code !== 0 || !deployment) throw new Error(`Cannot deploy: the CLI ended with ${code}\n${output}`);
  expect(output).not.toContain("WARN");
  deployed = deployment;
  writeTree(tree, deployed.files);
});

describe("supabase functions deploy uploads", () => {
  test("exactly the modules that the entry reaches, and the function's deno.json", async () => {
    const reached = await modulesOfEntry();
    expect([...deployed.files.keys()].sort()).toEqual(
      [...reached, "supabase/functions/send-sms/deno.json"].sort(),
    );
  });

  test("nothing of the emulator, the client, the tests or .env", () => {
    for (const [path, text] of deployed.files) {
      expect(path).toMatch(
        /^(src\/(hook|serve)\/.+\.ts|supabase\/functions\/send-sms\/(index\.ts|deno\.json))$/,
      );
      expect(text).not.toContain(DECOY);
    }
  });

  test("the project's own switch for tokens and where to start", () => {
    expect(deployed).toMatchObject({ project: PROJECT_REF, slug: "send-sms" });
    expect(deployed.metadata).toEqual({
      name: "send-sms",
      verify_jwt: false,
      entrypoint_path: "supabase/functions/send-sms/index.ts",
      import_map_path: "supabase/functions/send-sms/deno.json",
      static_patterns: [],
    });
  });
});

describe("what was received, alone", () => {
  let aliyun: AliyunEmulator;
  let packages: NpmCache;
  beforeAll(async () => {
    aliyun = await createAliyunEmulator();
    aliyun.updateSettings({ flowControl: false });
    packages = await fillNpmCache(tree, ["2.1.4", "latest"]);
    if (packages.unreachable) process.stderr.write(`${packages.unreachable}\n`);
  }, 120_000);
  afterAll(() => aliyun.close());

  /** Without the registry nothing here can run: a reason to skip at a desk, a failure in CI. */
  function needPackages(skip: (reason: string) => void): void {
    if (packages.unreachable === undefined) return;
    if (process.env["CI"]) throw new Error(packages.unreachable);
    skip(packages.unreachable);
  }

  const env = (changes: Record<string, string> = {}) => ({
    ...processEnv(aliyun.url),
    ...packages.env,
    ...changes,
  });

  test.for<[string, string, () => Command]>([
    ["Deno 2.1.4", "fetch", () => receivedTree(tree, "2.1.4")],
    ["Deno 2.1.4", "pop-core", () => receivedTree(tree, "2.1.4")],
    ["the latest Deno", "fetch", () => receivedTree(tree, "latest")],
    ["the latest Deno", "pop-core", () => receivedTree(tree, "latest")],
    ["Edge Runtime's globals", "fetch", () => receivedTreeInWorker(tree)],
  ])("delivers a code with %s and %s", async ([, transport, command], { skip }) => {
    needPackages(skip);
    const delivery = await deliverOne(aliyun, env({ ALIYUN_TRANSPORT: transport }), command());
    expect(delivery).toMatchObject(DELIVERED);
  });

  test("says on Edge Runtime too what is missing, and does not start", async ({ skip }) => {
    needPackages(skip);
    const { ended, output } = await runHook(
      env({ ALIYUN_SMS_SIGN_NAME: "" }),
      receivedTreeInWorker(tree),
    );
    expect(await ended).toBe(1);
    expect(output()).toContain("ALIYUN_SMS_SIGN_NAME is not set");
  });
});

describe("supabase/config.toml", () => {
  const path = join(project, "supabase/config.toml");

  /** What the CLI finds wrong before it looks for Docker, and that it then misses Docker and nothing else. */
  async function complaintOf(config: string): Promise<string> {
    writeFileSync(path, config);
    const { output } = await runSupabase(["status"], { project, home });
    const found = output.split("\n").find((line) => /invalid|failed to read|WARN/i.test(line));
    return found ?? (/Cannot connect to the Docker daemon/.test(output) ? "only Docker is missing" : output);
  }

  /** As the comment in the file says: the hook's section without its signs. */
  const WITH_HOOK = CONFIG.replace(/^# (?=\[auth\.hook|enabled|uri|secrets)/gm, "");

  test("is accepted by the CLI, which then only misses Docker", async () => {
    expect(await complaintOf(CONFIG)).toBe("only Docker is missing");
  });

  test("is accepted with the hook on, too", async () => {
    expect(WITH_HOOK).toMatch(/^\[auth\.hook\.send_sms\]\nenabled = true$/m);
    expect(await complaintOf(WITH_HOOK)).toBe("only Docker is missing");
  });

  test.for(
    [
      ["a switch that is no boolean", "verify_jwt = false", 'verify_jwt = "no"', "Expected boolean"],
      ["a key that nobody knows", "entrypoint =", "entrypoynt =", "entrypoynt"],
      ["an address that Auth cannot call", 'uri = "http:', 'uri = "ftp:', "Invalid hook config"],
    ] as const,
  )("would be rejected with %s", async ([, right, wrong, complaint]) => {
    expect(await complaintOf(WITH_HOOK.replace(right, wrong))).toContain(complaint);
  });
});
