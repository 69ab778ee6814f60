import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleFunction } from "../../src/cli/bundle-function.ts";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { type Fence, fencesIn } from "../support/docs/markdown.ts";
import { type HookProcess, processEnv, startHook } from "../support/hook/process.ts";
import { SECOND_SECRET } from "../support/hook/signing.ts";
import { readText } from "../support/hook/sources.ts";
import { runFile, runSupabase } from "../support/packed/cli.ts";
import { createManagementApi } from "../support/packed/management-api.ts";
import { copyProject, tempFolder } from "../support/packed/project.ts";

// The Chinese pages have the same code blocks: tests/architecture/docs.test.ts.
const PAGE = ["docs/deploy.md", "docs/deploy/hosted-supabase.md"].flatMap((page) => fencesIn(readText(page)));
const folder = tempFolder();
const home = join(folder.path, "home");
afterAll(() => folder.remove());

/** The one block that holds these words. */
function blockWith(words: string): string {
  const blocks = PAGE.filter(({ text }: Fence) => text.includes(words));
  if (blocks.length !== 1) throw new Error(`Cannot read the page: ${blocks.length} blocks hold "${words}"`);
  return blocks[0]?.text ?? "";
}

describe("the command that tests a deployed function", () => {
  let aliyun: AliyunEmulator;
  let hook: HookProcess;
  beforeAll(async () => {
    aliyun = await createAliyunEmulator();
    hook = await startHook(processEnv(aliyun.url));
    // It finds standardwebhooks in the repository that it is run in.
    symlinkSync(
      fileURLToPath(new URL("../../node_modules", import.meta.url)),
      join(folder.path, "node_modules"),
    );
  });
  afterAll(async () => {
    await hook.stop();
    await aliyun.close();
  });

  async function run(changes: Record<string, string>, phone = "8613800138000"): Promise<string> {
    const env = { ...processEnv(aliyun.url), ...changes };
    writeFileSync(join(folder.path, ".env"), Object.entries(env).map((pair) => pair.join("=")).join("\n"));
    const command = blockWith("webhook-signature")
      .replace("https://<ref>.supabase.co/functions/v1/send-sms", `${hook.url}/send-sms`)
      .replace("8613800138000", phone);
    const { output } = await runFile("sh", ["-c", command], {
      cwd: folder.path,
      env: { PATH: process.env["PATH"] },
    });
    return output.trim();
  }

  test("sends the code that the page names to the number that it is given", async () => {
    expect(await run({})).toBe("200 {}");
    expect(aliyun.messages().map(({ phone, params }) => ({ phone, params })))
      .toEqual([{ phone: "+8613800138000", params: { code: "123456" } }]);
  });

  test("shows what the function refuses by its number and its reason", async () => {
    expect(await run({}, "8612345")).toMatch(/^471 .*sms_recipient_invalid/);
  });

  test("tells a wrong secret", async () => {
    expect(await run({ SEND_SMS_HOOK_SECRETS: SECOND_SECRET })).toMatch(/^401 .*signature_invalid/);
  });
});

describe("a project of one's own", () => {
  const project = join(folder.path, "own");
  const config = join(project, "supabase/config.toml");
  const [, command = ""] = /^npx supabase (functions deploy .+)$/m.exec(blockWith("functions deploy")) ?? [];
  beforeAll(async () => {
    const functions = join(project, "supabase/functions/send-sms");
    mkdirSync(functions, { recursive: true });
    writeFileSync(join(functions, "index.js"), await bundleFunction({ withPopCore: false }));
  });

  async function deployWith(section: string) {
    writeFileSync(config, `project_id = "own"\n\n${section}`);
    const api = await createManagementApi();
    const args = [...command.split(" "), "--remote=abcdefghijklmnopqrst"];
    const env = { SEND_SMS_HOOK_SECRETS: undefined };
    const { code, output } = await runSupabase(args, { project, home, apiUrl: api.url, env });
    await api.close();
    return { code, output, deployed: api.deployments[0] };
  }

  test("deploys the one file with the lines that the page gives", async () => {
    const { code, deployed } = await deployWith(blockWith("[functions.send-sms]"));
    expect(code).toBe(0);
    expect([...deployed?.files.keys() ?? []]).toEqual(["supabase/functions/send-sms/index.js"]);
    expect(deployed?.metadata).toMatchObject({
      verify_jwt: false,
      entrypoint_path: "supabase/functions/send-sms/index.js",
    });
  });

  test("has these lines as a file as well", () => {
    const file = readText("deploy/hosted-supabase/config.toml").replace(/^#.*\n/gm, "");
    expect(file).toBe(blockWith("[functions.send-sms]"));
  });

  test("deploys nothing without the line for the entry, as the page warns, and says that it did", async () => {
    const section = blockWith("[functions.send-sms]").replace(/^entrypoint.*$/m, "");
    const { code, output, deployed } = await deployWith(section);
    expect([code, output]).toEqual([0, expect.stringContaining("Deployed Functions")]);
    expect([...deployed?.files.keys() ?? []]).toEqual([]);
  });
});

test("this repository deploys without the hook's secret, as from a fresh clone in CI", async () => {
  const project = join(folder.path, "clone");
  copyProject(project);
  const args = ["functions", "deploy", "send-sms", "--use-api", "--yes", "--remote=abcdefghijklmnopqrst"];
  const env = { SEND_SMS_HOOK_SECRETS: undefined };
  const { output } = await runSupabase(args, { project, home, env });
  expect(output).not.toContain("Invalid hook config");
});
