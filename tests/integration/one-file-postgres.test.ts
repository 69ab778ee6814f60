import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleFunction } from "../../src/cli/bundle-function.ts";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { processEnv, runHook } from "../support/hook/process.ts";
import { oneFile } from "../support/packed/commands.ts";
import { DELIVERED, deliverOne } from "../support/packed/delivery.ts";
import { tempFolder } from "../support/packed/project.ts";
import {
  askForPasswordOf,
  hookRoleUrl,
  migrate,
  sql,
  startTestPostgres,
} from "../support/postgres/server.ts";

const folder = tempFolder();
const plain = join(folder.path, "plain");
const withPostgres = join(folder.path, "with-postgres");

let aliyun: AliyunEmulator;
let server: PostgresServer;
let env: Record<string, string | undefined>;
beforeAll(async () => {
  [aliyun, server] = await Promise.all([createAliyunEmulator(), startTestPostgres()]);
  aliyun.updateSettings({ flowControl: false });
  await migrate(server.url);
  env = {
    ...processEnv(aliyun.url),
    DENO_DIR: join(folder.path, "empty"),
    SMS_LEDGER: "postgres",
    SMS_LEDGER_DATABASE_URL: await hookRoleUrl(server.url),
  };
  for (
    const [where, text] of [
      [plain, await bundleFunction()],
      [withPostgres, await bundleFunction({ withPostgres: true })],
    ] as const
  ) {
    await mkdir(where, { recursive: true });
    await writeFile(join(where, "index.js"), text);
  }
}, 60_000);
afterAll(async () => {
  await aliyun.close();
  await server.remove();
  folder.remove();
});

test.each(["2.1.4", "latest"] as const)(
  "the one file with Postgres claims there on Deno %s, with nothing else to read",
  async (release) => {
    await sql(server.url, "truncate send_sms.requests");
    const delivery = await deliverOne(aliyun, env, oneFile(withPostgres, release));
    expect(delivery).toMatchObject({ ...DELIVERED, exitCode: 0 });
    const [row] = await sql(server.url, "select status, number_mask from send_sms.requests");
    expect(row).toEqual({ status: "accepted", number_mask: "+861380013****" });
  },
  30_000,
);

test("the one file with Postgres says that the address has no password, where the server asks for one", async () => {
  await sql(server.url, "create role guarded login password 'right'");
  await askForPasswordOf("guarded", server.url);
  const url = server.url.replace("postgres:none@", "guarded@");
  const { ended, output } = runHook(
    { ...env, PORT: "0", SMS_LEDGER_DATABASE_URL: url },
    oneFile(withPostgres, "2.1.4"),
  );
  expect(await ended).toBe(1);
  expect(output()).toMatch(/SMS_LEDGER_DATABASE_URL has no password/);
});

test("the one file without it says how it is built in", async () => {
  const { ended, output } = runHook({ ...env, PORT: "0" }, oneFile(plain, "2.1.4"));
  expect(await ended).toBe(1);
  expect(output()).toContain("npm run build -- --with-postgres");
  expect(output()).toContain("此单文件版本不含它");
});
