import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { type HookProcess, processEnv, runHook, startHook } from "../support/hook/process.ts";
import { SECOND_SECRET } from "../support/hook/signing.ts";

const NODE = {
  file: process.execPath,
  args: ["--import", "tsx", fileURLToPath(new URL("../../src/serve/node-main.ts", import.meta.url))],
};

describe.each(
  [
    { runtime: "Deno 2.1.4", how: "2.1.4" },
    { runtime: "the latest Deno", how: "latest" },
    { runtime: "Node", how: NODE },
  ] as const,
)("the same source on $runtime", ({ how }) => {
  let aliyun: AliyunEmulator;
  let hook: HookProcess;
  beforeAll(async () => {
    aliyun = await createAliyunEmulator();
    hook = await startHook(processEnv(aliyun.url), how);
  });
  afterAll(async () => {
    await hook.stop();
    await aliyun.close();
  });

  test("verifies the signature and sends the code", async () => {
    const body = signupBody("v2.196.0", { phone: "8613800138010", otp: "024680" });
    const answer = await hook.send(body);
    expect(answer).toMatchObject({ status: 200, contentType: "application/json", body: {} });
    expect(aliyun.messages()).toMatchObject([{ phone: "+8613800138010", params: { code: "024680" } }]);
  });

  test("refuses what Auth did not sign and what is not allowed, and asks the provider for neither", async () => {
    aliyun.reset();
    const body = signupBody();
    const headers = { "content-type": "application/json" };
    const unsigned = await fetch(`${hook.url}/send-sms`, { method: "POST", headers, body });
    expect(unsigned.status).toBe(401);
    expect(await hook.send(body, { secrets: [SECOND_SECRET] })).toMatchObject({ status: 401 });
    const abroad = await hook.send(signupBody("v2.186.0", { phone: "6581234567" }));
    expect(abroad).toMatchObject({ status: 470 });
    expect(JSON.stringify(abroad.body)).toContain("sms_recipient_not_allowed: ");
    expect(aliyun.requests()).toEqual([]);
  });

  test("finishes on SIGTERM what it has begun, then ends cleanly", async () => {
    aliyun.reset();
    aliyun.setFault({ kind: "delay", ms: 600 });
    const sending = hook.send(signupBody());
    await expect.poll(() => aliyun.requests().length, { interval: 20 }).toBe(1);
    const stopped = hook.stop();
    expect(await sending).toMatchObject({ status: 200, body: {} });
    expect(await stopped).toBe(0);
    expect(hook.entries().at(-1)).toMatchObject({ event: "send_sms", result: "accepted" });
    expect(aliyun.messages()).toHaveLength(1);
  });

  test("does not start without its variables, and names them", async () => {
    const { ended, output } = await runHook({ PORT: "0" }, how);
    expect(await ended).toBe(1);
    expect(output()).toContain("SEND_SMS_HOOK_SECRETS");
    expect(output()).not.toMatch(/^\s+at /m);
  });
});
