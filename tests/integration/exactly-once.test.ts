import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { type HookProcess, processEnv, startHook } from "../support/hook/process.ts";

let aliyun: AliyunEmulator;
let hook: HookProcess;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
  hook = await startHook(processEnv(aliyun.url));
});
beforeEach(() => aliyun.reset());
afterAll(async () => {
  await hook.stop();
  await aliyun.close();
});

describe.each(["v2.177.0", "v2.186.0", "v2.196.0"] as const)("a request of Auth %s", (release) => {
  test("that is asked again after a lost answer gets the first answer and no second SMS", async () => {
    const body = signupBody(release);
    const first = await hook.send(body);
    const second = await hook.send(body);
    expect([first.status, first.body]).toEqual([200, {}]);
    expect([second.status, second.body]).toEqual([200, {}]);
    expect(aliyun.requests()).toHaveLength(1);
  });

  test("that was rejected is rejected again in the same words, and the provider is not asked again", async () => {
    aliyun.setFault({ kind: "code", code: "isv.AMOUNT_NOT_ENOUGH" });
    const body = signupBody(release);
    const first = await hook.send(body);
    aliyun.clearFaults();
    const second = await hook.send(body);
    expect(second).toMatchObject({ status: first.status, body: first.body });
    expect(JSON.stringify(first.body)).toContain("sms_misconfigured");
    expect(aliyun.requests()).toHaveLength(1);
  });

  test("that comes twenty times at once sends one SMS and gives twenty equal answers", async () => {
    aliyun.setFault({ kind: "delay", ms: 150 });
    const body = signupBody(release);
    const answers = await Promise.all(Array.from({ length: 20 }, () => hook.send(body)));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(20).fill([200, {}]));
    expect(aliyun.requests()).toHaveLength(1);
  });
});

test("a duplicate of a send that hangs waits for its outcome and sends nothing", async () => {
  aliyun.setFault({ kind: "hang", when: "after" });
  const body = signupBody("v2.186.0");
  const first = hook.send(body);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const second = await hook.send(body);
  expect([second.status, second.body]).toEqual([200, {}]);
  expect((await first).status).toBe(200);
  expect(second.ms).toBeLessThan(4_500);
  expect(aliyun.messages()).toHaveLength(1);
});

test("two honest requests for one number are two SMS", async () => {
  aliyun.updateSettings({ flowControl: false });
  const phone = "8613800138001";
  for (const _ of [1, 2]) await hook.send(signupBody("v2.196.0", { phone }));
  expect(aliyun.messages()).toHaveLength(2);
});
