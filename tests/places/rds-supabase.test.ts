import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { denoBinary } from "../../src/cli/deno-binary.ts";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { settingsFromEnv } from "../../src/emulator/gotrue/settings-from-env.ts";
import { processEnv } from "../support/hook/process.ts";
import { readText } from "../support/hook/sources.ts";
import { DELIVERED, deliverOne } from "../support/packed/delivery.ts";
import { tempFolder } from "../support/packed/project.ts";
import { build, unpack } from "../support/places/build.ts";

const WORKER = fileURLToPath(new URL("../support/packed/edge-worker.ts", import.meta.url));
// Each test starts processes, which a busy machine does slowly.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = tempFolder();
const code = join(folder.path, "code");
let aliyun: AliyunEmulator;
let files: string[];
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
  aliyun.updateSettings({ flowControl: false });
  files = unpack(join(await build("rds", folder.path), "rds.zip"), code);
});
afterAll(async () => {
  await aliyun.close();
  folder.remove();
});

describe("rds.zip", () => {
  test("has its entry under the name that every Edge Runtime looks for first", () => {
    expect(files).toEqual(["index.ts", "index.js"]);
  });

  test.each(["index.ts", "index.js"])("delivers a code from %s as a user worker does", async (entry) => {
    const args = [
      "run",
      "--no-prompt",
      "--no-config",
      "--no-remote",
      "--no-npm",
      "--allow-net",
      "--allow-env",
      "--allow-read",
      WORKER,
      pathToFileURL(join(code, entry)).href,
    ];
    // The names of the variables of the instance's own provider are read, too.
    const { ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, ...rest } = processEnv(aliyun.url);
    const env = {
      ...rest,
      GOTRUE_SMS_ALIYUN_ACCESS_KEY_ID: ALIBABA_CLOUD_ACCESS_KEY_ID,
      GOTRUE_SMS_ALIYUN_ACCESS_KEY_SECRET: ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    };
    const delivery = await deliverOne(aliyun, env, { file: denoBinary(), args });
    expect(delivery).toMatchObject(DELIVERED);
  });

  test("is the same byte for byte when it is built again, on whatever day and in whatever place", async () => {
    const again = join(folder.path, "again");
    const zone = process.env["TZ"];
    process.env["TZ"] = "Asia/Shanghai";
    await build("rds", again);
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
    expect(readFileSync(join(again, "rds.zip")).equals(readFileSync(join(folder.path, "rds.zip")))).toBe(
      true,
    );
  });
});

test("auth.env is taken by Auth", () => {
  const variables = Object.fromEntries(
    [...readText("deploy/rds-supabase/auth.env").matchAll(/^(\w+)=(.+)$/gm)].map((
      [, name = "", value = ""],
    ) => [
      name,
      value,
    ]),
  );
  expect(settingsFromEnv(variables)).toMatchObject({
    externalPhoneEnabled: true,
    smsOtpExpSeconds: 300,
    smsOtpLength: 6,
  });
  expect(variables["GOTRUE_HOOK_SEND_SMS_URI"]).toMatch(/^https:/);
});
