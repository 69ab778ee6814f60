import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { type HookProcess, processEnv, startHook } from "../support/hook/process.ts";

let aliyun: AliyunEmulator;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
});
beforeEach(() => aliyun.reset());
afterAll(() => aliyun.close());

/** What the pipe and the reader's own buffer hold. */
const BUFFERED_BYTES = 2 * 65_536;

/** Twice the lines that are held on the way, each of a request that is refused. */
async function fillTheLog(hook: HookProcess): Promise<number> {
  const abroad = () => hook.send(signupBody("v2.196.0", { phone: "85291234567" }));
  for (let i = 0; i < 29; i++) await Promise.all(Array.from({ length: 25 }, abroad));
  return 29 * 25;
}

describe.each(["2.1.4", "latest"] as const)("on Deno %s a reader of the log", (deno) => {
  test("that goes away does not end the function", async () => {
    const hook = await startHook(processEnv(aliyun.url), deno);
    hook.child.stdout?.destroy();
    for (const _ of [1, 2, 3]) {
      expect(await hook.send(signupBody())).toMatchObject({ status: 200, body: {} });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await hook.stop();
  });

  test("that stops reading holds up no code, and finds every line when it goes on", async () => {
    const hook = await startHook(processEnv(aliyun.url), deno);
    hook.child.stdout?.pause();
    const refused = await fillTheLog(hook);
    expect(await hook.send(signupBody())).toMatchObject({ status: 200, body: {} });
    expect(hook.entries().length).toBeLessThan(refused);
    hook.child.stdout?.resume();
    await expect.poll(() => hook.entries().length, { timeout: 5_000 }).toBe(refused + 1);
    expect(hook.output().length).toBeGreaterThan(2 * BUFFERED_BYTES);
    expect(await hook.stop()).toBe(0);
  });

  test("that goes on a second after the stop finds every line", async () => {
    const hook = await startHook(processEnv(aliyun.url), deno);
    hook.child.stdout?.pause();
    const refused = await fillTheLog(hook);
    const stopped = hook.stop();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    hook.child.stdout?.resume();
    expect(await stopped).toBe(0);
    expect(hook.entries()).toHaveLength(refused);
  }, 10_000);
});

// Side by side, because each waits out the time that the function gives a reader.
test.concurrent.each(["2.1.4", "latest"] as const)(
  "on Deno %s a reader of the log that never reads again does not keep it from ending",
  async (deno) => {
    const hook = await startHook(processEnv(aliyun.url), deno);
    hook.child.stdout?.pause();
    await fillTheLog(hook);
    const from = performance.now();
    const ended = new Promise((resolve) => hook.child.once("exit", resolve));
    hook.child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(performance.now() - from).toBeLessThan(5_500);
    hook.child.stdout?.destroy();
  },
);
