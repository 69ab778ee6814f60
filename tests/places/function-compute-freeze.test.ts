import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { type HookProcess, startHook } from "../support/hook/process.ts";
import { tempFolder } from "../support/packed/project.ts";
import { build, unpack } from "../support/places/build.ts";
import { headersOf, instanceIn, ROLE_KEY, roleEnv } from "../support/places/function-compute.ts";
import { createWire, type Wire } from "../support/places/wire.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres } from "../support/postgres/server.ts";

// The platform freezes an instance as soon as its last answer is out, and thaws it for the next request.
// Each test starts processes, which a busy machine does slowly.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = tempFolder();
const code = join(folder.path, "code");
let aliyun: AliyunEmulator;
let server: PostgresServer;
let provider: Wire;
let database: Wire;
let ledgerUrl: string;

beforeAll(async () => {
  [aliyun, server] = await Promise.all([createAliyunEmulator(), startTestPostgres()]);
  unpack(join(await build("function-compute", folder.path), "function-compute.zip"), code);
  await migrate(server.url);
  ledgerUrl = await hookRoleUrl(server.url);
  provider = await createWire(Number(new URL(aliyun.url).port));
  database = await createWire(Number(new URL(ledgerUrl).port));
});
beforeEach(() => {
  aliyun.reset();
  aliyun.updateSettings({ flowControl: false });
});
afterAll(async () => {
  provider.close();
  database.close();
  await aliyun.close();
  await server.remove();
  folder.remove();
});

const start = (changes: Record<string, string>) =>
  startHook({ ...roleEnv(`http://127.0.0.1:${provider.port}`), ...changes }, instanceIn(code));
const memory = {};
const postgres = () => {
  const url = new URL(ledgerUrl);
  url.port = String(database.port);
  return { SMS_LEDGER: "postgres", SMS_LEDGER_DATABASE_URL: url.href };
};

const numberOf = (n: number) => `861380013800${n}`;
/** Sends to a number of its own and freezes the instance the moment the answer is out. */
async function sendAndFreeze(instance: HookProcess, n: number) {
  const answer = await instance.send(signupBody("v2.196.0", { phone: numberOf(n), otp: "024680" }), {
    headers: headersOf(ROLE_KEY),
  });
  instance.child.kill("SIGSTOP");
  return answer;
}
const sentTo = (n: number) => aliyun.messages().filter(({ phone }) => phone === `+${numberOf(n)}`).length;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function endOf(instance: HookProcess): Promise<void> {
  instance.child.kill("SIGCONT");
  expect(await instance.stop()).toBe(0);
}

describe.each<[string, () => Record<string, string>]>([["memory", () => memory], ["Postgres", postgres]])(
  "a frozen instance with its ledger in %s",
  (ledger, env) => {
    test("has left nothing for after the answer: its line is out, its outcome is kept", async () => {
      const instance = await start(env());
      try {
        expect(await sendAndFreeze(instance, 1)).toMatchObject({ status: 200, body: {} });
        await expect.poll(() => instance.entries().length, { timeout: 1_000 }).toBe(1);
        expect(instance.entries()).toMatchObject([{ result: "accepted" }]);
        if (ledger === "memory") return;
        const rows = await sql(server.url, "select status from send_sms.requests");
        expect(rows).toEqual([{ status: "accepted" }]);
      } finally {
        await endOf(instance);
      }
    });

    test.each<[string, (wire: Wire) => void]>([
      ["closed by the other side", (wire) => wire.hangUp()],
      ["dead without a sign", (wire) => wire.goDead()],
    ])("sends exactly one SMS for the next request, its connections meanwhile %s", async (_, breakOff) => {
      const instance = await start(env());
      try {
        for (const n of [2, 3, 4]) {
          const answer = await sendAndFreeze(instance, n);
          await pause(300);
          breakOff(provider);
          breakOff(database);
          await pause(700);
          instance.child.kill("SIGCONT");
          expect([n, answer.status, answer.body, sentTo(n)]).toEqual([n, 200, {}, 1]);
          expect(instance.entries().at(-1)).toMatchObject({ result: "accepted" });
        }
      } finally {
        await endOf(instance);
      }
    });

    test("keeps no connection to the provider while it stands still", async () => {
      const instance = await start(env());
      try {
        await sendAndFreeze(instance, 5);
        expect(provider.standing()).toBe(0);
      } finally {
        await endOf(instance);
      }
    });
  },
);

test("an instance that was thawed for its last request ends as the platform asks it to", async () => {
  const instance = await start(memory);
  await sendAndFreeze(instance, 6);
  await pause(300);
  instance.child.kill("SIGCONT");
  expect((await fetch(`${instance.url}/pre-stop`)).status).toBe(200);
  expect(await instance.stop()).toBe(0);
});
