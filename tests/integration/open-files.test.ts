import { readdirSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { denoBinary } from "../../src/cli/deno-binary.ts";
import { HOOK_ARGUMENTS } from "../../src/cli/hook-arguments.ts";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { processEnv, startHook } from "../support/hook/process.ts";

/** The function in a process that may open no more than so many files. */
const withOpenFiles = (limit: number, deno: "2.1.4" | "latest") => ({
  file: "/bin/sh",
  args: ["-c", `ulimit -n ${limit}; exec "$0" "$@"`, denoBinary(deno), ...HOOK_ARGUMENTS],
});

// Side by side, because most of the time goes to waiting; each has its own world.
describe.concurrent.each(["2.1.4", "latest"] as const)("on Deno %s", (deno) => {
  let aliyun: AliyunEmulator;
  beforeAll(async () => {
    aliyun = await createAliyunEmulator();
  });
  beforeEach(() => aliyun.reset());
  afterAll(() => aliyun.close());

  test.sequential(
    "running out of file descriptors ends neither the process nor its listening, and is logged",
    async () => {
      const hook = await startHook(processEnv(aliyun.url), withOpenFiles(256, deno));
      const port = Number(new URL(hook.url).port);
      const silent = Array.from(
        { length: 300 },
        (): Socket => connect(port, "127.0.0.1").on("error", () => {}),
      );
      // A busy machine may take long to accept as many as it can.
      await expect.poll(() => readdirSync(`/proc/${hook.child.pid}/fd`).length, { timeout: 10_000 })
        .toBeGreaterThan(250);
      // And the look that finds out comes every second, and later on a busy machine.
      await expect.poll(() => hook.output(), { timeout: 10_000 }).toContain('"event":"listener_ended"');
      // A third goes on; the others give back what a listener needs.
      for (const socket of silent.slice(0, 200)) socket.destroy();
      const sent = () => hook.send(signupBody()).then(({ status }) => status, () => undefined);
      await expect.poll(sent, { timeout: 6_000, interval: 100 }).toBe(200);
      for (const socket of silent) socket.destroy();
      expect(await hook.stop()).toBe(0);
    },
    30_000,
  );

  test.sequential(
    "a provider that hangs keeps no more sends than the cap, and the rest are told at once",
    async () => {
      const env = { ...processEnv(aliyun.url), SMS_MAX_CONCURRENT: "10" };
      const hook = await startHook(env, withOpenFiles(256, deno));
      aliyun.setFault({ kind: "delay", ms: 2_000 });
      const answers = await Promise.all(Array.from({ length: 60 }, () => hook.send(signupBody())));
      const refused = answers.filter(({ body }) => JSON.stringify(body).includes("sms_provider_unavailable"));
      expect(refused).toHaveLength(50);
      for (const { ms } of refused) expect(ms).toBeLessThan(1_500);
      expect(aliyun.messages()).toHaveLength(10);
      expect(hook.output()).not.toContain("listener_ended");
      expect(await hook.stop()).toBe(0);
    },
    20_000,
  );
});
