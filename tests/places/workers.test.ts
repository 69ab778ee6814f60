import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { targetOf } from "../../src/cli/build-targets.ts";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
} from "../../src/emulator/aliyun/index.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { processEnv } from "../support/hook/process.ts";
import { signAsAuth } from "../support/hook/signing.ts";
import { readText } from "../support/hook/sources.ts";
import { tempFolder } from "../support/packed/project.ts";
import { build } from "../support/places/build.ts";
import { headersOf, ROLE_KEY } from "../support/places/function-compute.ts";
import { installOnDemand, needOnDemand, type OnDemand } from "../support/places/on-demand.ts";
import { startWorker, type Worker } from "../support/places/workerd.ts";

/** The newest that runs on Node 20. With workerd it is 162 MB. */
const MINIFLARE = "4.20260415.0";
const wrangler = readText("deploy/workers/wrangler.toml");
const settingOf = (name: string) => new RegExp(`^${name} = "(.+)"$`, "m").exec(wrangler)?.[1] ?? "";

// Each test starts processes, which a busy machine does slowly.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = tempFolder();
let aliyun: AliyunEmulator;
let miniflare: OnDemand;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
  await build("workers", folder.path);
  miniflare = await installOnDemand("miniflare", MINIFLARE);
}, 180_000);
beforeEach(() => {
  aliyun.reset();
  aliyun.updateSettings({ flowControl: false });
});
afterAll(async () => {
  await aliyun.close();
  folder.remove();
});

async function withWorker(
  bindings: Record<string, string | undefined>,
  use: (worker: Worker) => Promise<void>,
): Promise<void> {
  const worker = await startWorker(miniflare.folder, {
    file: join(folder.path, "index.mjs"),
    compatibilityDate: settingOf("compatibility_date"),
    bindings,
  });
  try {
    await use(worker);
  } finally {
    await worker.stop();
  }
}

function send(worker: Worker, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${worker.url}/send-sms`, {
    method: "POST",
    headers: { ...headers, ...signAsAuth(body) },
    body,
  });
}
const numbered = (n: number) => signupBody("v2.196.0", { phone: `861380013800${n}`, otp: "024680" });

test("wrangler.toml names the file that the build writes", () => {
  const { folder: place, file } = targetOf("workers");
  expect(join("deploy/workers", settingOf("main"))).toBe(join("dist", place, file));
});

test("a worker delivers codes, several at once, and logs each with its outcome", async ({ skip }) => {
  needOnDemand(miniflare, skip);
  await withWorker(processEnv(aliyun.url), async (worker) => {
    const first = await send(worker, numbered(0));
    expect([first.status, first.headers.get("content-type"), await first.json()])
      .toEqual([200, "application/json", {}]);
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => send(worker, numbered(n))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(new Set(aliyun.messages().map(({ phone }) => phone)).size).toBe(7);
    expect(aliyun.messages()).toHaveLength(7);
    await expect.poll(() => worker.output().match(/"result":"accepted"/g)?.length).toBe(7);
    expect(worker.output()).toContain('"event":"start"');
    expect(worker.output()).not.toMatch(/024680|1380013800/);
  });
});

test("a copy of a request that is under way gets its answer, and no second SMS", async ({ skip }) => {
  needOnDemand(miniflare, skip);
  await withWorker(processEnv(aliyun.url), async (worker) => {
    await send(worker, numbered(9));
    aliyun.clearMessages();
    aliyun.setFault({ kind: "delay", ms: 500 });
    const body = numbered(7);
    const answers = await Promise.all([send(worker, body), send(worker, body), send(worker, body)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(aliyun.messages()).toHaveLength(1);
  });
});

test("a provider that hangs is answered inside Auth's time", async ({ skip }) => {
  needOnDemand(miniflare, skip);
  await withWorker(processEnv(aliyun.url), async (worker) => {
    aliyun.setFault({ kind: "hang" });
    const from = performance.now();
    const answer = await send(worker, numbered(1));
    expect(answer.status).toBe(200);
    expect(performance.now() - from).toBeLessThan(5_000);
    await expect.poll(worker.output).toContain('"result":"unconfirmed"');
  });
});

test("keys in the headers of Function Compute mean nothing to a worker", async ({ skip }) => {
  needOnDemand(miniflare, skip);
  await withWorker(processEnv(aliyun.url), async (worker) => {
    await send(worker, numbered(1), headersOf(ROLE_KEY));
    expect(aliyun.requests().map(({ form }) => form["AccessKeyId"])).toEqual([DEFAULT_ACCESS_KEY_ID]);
  });
});

test.for(
  [
    ["without its variables", { SEND_SMS_HOOK_SECRETS: undefined }, "SEND_SMS_HOOK_SECRETS"],
    ["with a ledger in Postgres", {
      SMS_LEDGER: "postgres",
      SMS_LEDGER_DATABASE_URL: "postgresql://hook:password@db.example.com/postgres",
    }, "SMS_LEDGER"],
  ] as const,
)("%s it answers nobody, and its log says what to change", async ([, changes, named], { skip }) => {
  needOnDemand(miniflare, skip);
  await withWorker({ ...processEnv(aliyun.url), ...changes }, async (worker) => {
    expect((await send(worker, numbered(1))).status).toBe(500);
    await expect.poll(worker.output).toMatch(new RegExp(`Cannot start: .*${named} `, "s"));
  });
});

test("what needs Node's modules is not built for it", () => {
  expect(() => targetOf("workers").make({ withPostgres: true })).toThrow("Workers 不支持");
});
