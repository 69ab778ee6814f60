import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { processEnv, runHook } from "../support/hook/process.ts";
import { oneFile } from "../support/packed/commands.ts";
import { DELIVERED, deliverOne } from "../support/packed/delivery.ts";
import { tempFolder } from "../support/packed/project.ts";
import { bundled } from "../support/programs/bundled.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const folder = tempFolder();
const plain = join(folder.path, "plain");
const again = join(folder.path, "again");
const withPopCore = join(folder.path, "with-pop-core");

let aliyun: AliyunEmulator;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
  aliyun.updateSettings({ flowControl: false });
  build("--out", plain);
  build("--out", again);
  build("--out", withPopCore, "--with-pop-core");
});
afterAll(async () => {
  await aliyun.close();
  folder.remove();
});

function build(...args: string[]): string {
  const command = [bundled("src/cli/build.ts"), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
const textOf = (where: string): string => readFileSync(join(where, "index.js"), "utf8");

/** An empty cache: what is not in the file is not there. */
const env = (changes: Record<string, string> = {}) => ({
  ...processEnv(aliyun.url),
  DENO_DIR: join(folder.path, "empty"),
  ...changes,
});

describe("the function as one file", () => {
  test("is one file below 230 kB", () => {
    expect(readdirSync(plain)).toEqual(["index.js"]);
    expect(statSync(join(plain, "index.js")).size).toBeLessThan(230_000);
  });

  test("is the same byte for byte when it is built again", () => {
    expect(textOf(again)).toBe(textOf(plain));
  });

  test("has its functions compiled with the file and not one by one at every start", () => {
    expect(textOf(plain)).toMatch(/^var [\w$]+=\((async )?function/);
  });

  test("shows no path of the machine that built it", () => {
    expect(textOf(plain)).not.toContain(ROOT);
    expect(textOf(withPopCore)).not.toContain(ROOT);
  });

  test("brings its own licence and those of all packages in it", () => {
    const licences = textOf(plain).slice(textOf(plain).lastIndexOf("/*!"));
    for (const name of ["supabase-aliyun-sms-hook", "@noble/hashes", "hono", "zod"]) {
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)`, "m"));
    }
    expect(licences).toContain("Copyright (c) 2022 Paul Miller");
    expect(licences).not.toContain("pop-core");
    expect(textOf(withPopCore)).toMatch(/^@alicloud\/pop-core 1\.8\.0 \(MIT\)/m);
  });

  test.each(["2.1.4", "latest"] as const)(
    "delivers a code on Deno %s with no network but the provider and nothing else to read",
    async (release) => {
      const delivery = await deliverOne(aliyun, env(), oneFile(plain, release));
      expect(delivery).toMatchObject({ ...DELIVERED, exitCode: 0 });
    },
  );

  test("says in one message how pop-core is built in where it is asked for and not there", async () => {
    const { ended, output } = await runHook(
      env({ ALIYUN_TRANSPORT: "pop-core", PORT: "0" }),
      oneFile(plain, "2.1.4"),
    );
    expect(await ended).toBe(1);
    expect(output()).toContain("ALIYUN_TRANSPORT cannot be pop-core: this one-file build is without it");
    expect(output()).toContain("npm run build -- --with-pop-core");
    expect(output()).toContain("此单文件版本不含它");
    expect(output()).not.toMatch(/^\s+at |Uncaught|index\.js/m);
  });

  test.each(["2.1.4", "latest"] as const)(
    "delivers a code by pop-core on Deno %s where that is built in",
    async (release) => {
      // Its nonces hold the name of the host; a user worker may ask for that.
      const command = oneFile(withPopCore, release, ["--allow-sys=hostname"]);
      const delivery = await deliverOne(aliyun, env({ ALIYUN_TRANSPORT: "pop-core" }), command);
      expect(delivery).toMatchObject({ ...DELIVERED, exitCode: 0 });
    },
  );

  test("is not built with an option that nobody knows, and says where they are", () => {
    expect(() => build("--with-popcore")).toThrow(
      /Cannot read --with-popcore: there is no such flag; see: npm run build -- --help/,
    );
    expect(build("--help")).toMatch(/--target.* workers .*--out <folder>.*--with-postgres.*--with-pop-core/s);
  });
});
