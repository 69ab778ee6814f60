import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { denoBinary } from "../../src/cli/deno-binary.ts";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { settingsFromEnv } from "../../src/emulator/gotrue/settings-from-env.ts";
import { freePort } from "../support/free-port.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { processEnv, runHook } from "../support/hook/process.ts";
import { signAsAuth } from "../support/hook/signing.ts";
import { readText } from "../support/hook/sources.ts";
import { tempFolder } from "../support/packed/project.ts";
import { build } from "../support/places/build.ts";

const EDGE_RUNTIME = fileURLToPath(new URL("../support/places/self-hosted/edge-runtime.ts", import.meta.url));
// Each test starts processes, which a busy machine does slowly.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = tempFolder();
/** `volumes/functions` of the compose file. */
const functions = join(folder.path, "functions");
let aliyun: AliyunEmulator;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
  await build("send-sms", join(functions, "send-sms"));
});
beforeEach(() => aliyun.reset());
afterAll(async () => {
  await aliyun.close();
  folder.remove();
});

/** The service `functions`, asked as Kong asks it: with the function's name as the first segment. */
async function askFunctions(
  changes: Record<string, string>,
  ask: (url: string, output: () => string) => Promise<void>,
): Promise<void> {
  const port = await freePort();
  const env = {
    ...processEnv(aliyun.url),
    FUNCTIONS_FOLDER: functions,
    MAIN_PORT: String(port),
    ...changes,
  };
  const args = ["run", "--no-prompt", "--no-config", "-A", EDGE_RUNTIME];
  const { child, ended, output } = runHook(env, { file: denoBinary(), args });
  try {
    await expect.poll(output, { timeout: 10_000 }).toContain("Listening");
    await ask(`http://127.0.0.1:${port}`, output);
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

function send(url: string, name = "send-sms"): Promise<Response> {
  const body = signupBody("v2.196.0", { phone: "8613800138011", otp: "024680" });
  return fetch(`${url}/${name}`, { method: "POST", headers: { ...signAsAuth(body) }, body });
}

describe("the one file in volumes/functions, behind the main service", () => {
  test("delivers a code, from the folder's name and the container's variables alone", async () => {
    await askFunctions({}, async (url, output) => {
      const answer = await send(url);
      expect([answer.status, await answer.json()]).toEqual([200, {}]);
      expect(aliyun.messages()).toMatchObject([{ phone: "+8613800138011", params: { code: "024680" } }]);
      expect((await fetch(`${url}/send-sms/health`)).status).toBe(200);
      await expect.poll(output).toContain('"result":"accepted"');
    });
  });

  test("does so under any name that its folder has", async () => {
    cpSync(join(functions, "send-sms"), join(functions, "aliyun_sms"), { recursive: true });
    await askFunctions({}, async (url) => {
      expect((await send(url, "aliyun_sms")).status).toBe(200);
      expect(aliyun.messages()).toHaveLength(1);
    });
  });

  test("is never asked while FUNCTIONS_VERIFY_JWT is true, as the page warns", async () => {
    await askFunctions({ VERIFY_JWT: "true" }, async (url) => {
      const answer = await send(url);
      expect([answer.status, await answer.text()]).toEqual([
        401,
        expect.stringContaining("Missing authorization header"),
      ]);
      expect(aliyun.requests()).toEqual([]);
    });
  });

  test("loses against an older index.ts beside it, as the page warns", async () => {
    const old = join(functions, "old");
    mkdirSync(old);
    cpSync(join(functions, "send-sms/index.js"), join(old, "index.js"));
    writeFileSync(
      join(old, "index.ts"),
      'Deno.serve({ port: Number(Deno.env.get("PORT")) }, () => new Response("old"));',
    );
    await askFunctions({}, async (url) => {
      expect(await (await send(url, "old")).text()).toBe("old");
      expect(aliyun.requests()).toEqual([]);
    });
  });
});

describe("docker-compose.send-sms.yml", () => {
  const compose = readText("deploy/self-hosted/docker-compose.send-sms.yml");
  const variables = Object.fromEntries(
    [...compose.matchAll(/^\s*(GOTRUE_\w+): "?(.*?)"?$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );

  test("gives Auth what it takes", () => {
    expect(settingsFromEnv(variables)).toMatchObject({
      externalPhoneEnabled: true,
      smsAutoconfirm: false,
      smsOtpExpSeconds: 300,
      smsOtpLength: 6,
    });
  });

  test("names an address that Auth accepts over http", () => {
    // supabase/auth internal/conf, ValidateExtensibilityPoint.
    expect(["localhost", "127.0.0.1", "[::1]", "host.docker.internal"])
      .toContain(new URL(variables["GOTRUE_HOOK_SEND_SMS_URI"] ?? "").hostname);
  });

  test("leaves the hook off until somebody switches it on", () => {
    expect(variables["GOTRUE_HOOK_SEND_SMS_ENABLED"]).toBe("${SEND_SMS_HOOK_ENABLED:-false}");
  });
});
