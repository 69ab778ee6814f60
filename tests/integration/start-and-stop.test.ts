import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { denoBinary } from "../../src/cli/deno-binary.ts";
import { HOOK_ARGUMENTS } from "../../src/cli/hook-arguments.ts";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { freePort } from "../support/free-port.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { processEnv, runHook, startHook } from "../support/hook/process.ts";

let aliyun: AliyunEmulator;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
});
beforeEach(() => aliyun.reset());
afterAll(() => aliyun.close());

describe("the function does not start", () => {
  async function refusal(env: Record<string, string | undefined>): Promise<string> {
    const { ended, output } = await runHook({ ...processEnv(aliyun.url), PORT: "0", ...env });
    expect(await ended).toBe(1);
    return output();
  }

  test("and names everything that is missing or wrong at once, without a value", async () => {
    const output = await refusal({
      SEND_SMS_HOOK_SECRETS: "not-a-secret-that-auth-knows",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "",
      SMS_LIMIT_TOTAL: "many",
    });
    for (const name of ["SEND_SMS_HOOK_SECRETS", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "SMS_LIMIT_TOTAL"]) {
      expect(output).toContain(name);
    }
    expect(output).toContain("3 problem(s)");
    expect(output).not.toContain("not-a-secret-that-auth-knows");
  });

  test("with an asymmetric secret, and says why", async () => {
    const output = await refusal({
      SEND_SMS_HOOK_SECRETS: "v1a,whpk_bm90IGEgcmVhbCBrZXk=:whsk_bm90IGEgcmVhbCBrZXk=",
    });
    expect(output).toContain("asymmetric");
    expect(output).not.toContain("bm90IGEgcmVhbCBrZXk");
  });

  test("on a taken port, and says which", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? String(address.port) : "";
    const output = await refusal({ PORT: port });
    expect(output).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}.*taken`));
    expect(output).not.toContain('"event":"start"');
    server.close();
  });

  test.each([["2.1.4", "--allow-env"], ["2.1.4", "--allow-net"], ["latest", "--allow-net"]] as const)(
    "on Deno %s with %s alone, and says what Deno must allow",
    async (deno, allowed) => {
      const args = HOOK_ARGUMENTS.filter((one) => !/^--allow-(net|env)$/.test(one) || one === allowed);
      const { ended, output } = await runHook(processEnv(aliyun.url), { file: denoBinary(deno), args });
      expect(await ended).toBe(1);
      expect(output()).toMatch(/--allow-net --allow-env.*运行 Deno 时需加.*Requires (net|env) access/s);
      expect(output()).not.toContain("    at ");
    },
  );
});

test("its first line says what is configured, with the key masked, and what is not guaranteed", async () => {
  const hook = await startHook({ ...processEnv(aliyun.url), SMS_LIMIT_PER_NUMBR: "1/1d" });
  const [first = ""] = hook.output().split("\n");
  expect(JSON.parse(first)).toMatchObject({
    event: "start",
    listening: new URL(hook.url).host,
    ledger: "memory",
    notGuaranteed: expect.stringContaining("this process only"),
    unknownVariables: ["SMS_LIMIT_PER_NUMBR"],
  });
  expect(first).not.toContain(processEnv("").ALIBABA_CLOUD_ACCESS_KEY_ID);
  await hook.stop();
});

test.each(["2.1.4", "latest"] as const)(
  "on Deno %s a stop finishes the send that it has begun and its log line",
  async (deno) => {
    const hook = await startHook(processEnv(aliyun.url), deno);
    aliyun.setFault({ kind: "delay", ms: 700 });
    const sending = hook.send(signupBody());
    await new Promise((resolve) => setTimeout(resolve, 300));
    const stopped = hook.stop();
    expect(await sending).toMatchObject({ status: 200, body: {} });
    expect(await stopped).toBe(0);
    expect(hook.entries()).toMatchObject([{ result: "accepted" }]);
    expect(aliyun.messages()).toHaveLength(1);
  },
);

const HALF_A_BODY =
  "POST /send-sms HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{";

test.concurrent.each([["2.1.4", ""], ["2.1.4", HALF_A_BODY], ["latest", HALF_A_BODY]] as const)(
  "on Deno %s a client that never finishes its request (%j) does not keep the function from ending",
  async (deno, begun) => {
    const hook = await startHook(processEnv(aliyun.url), deno);
    const socket = connect(Number(new URL(hook.url).port), "127.0.0.1").on("error", () => {});
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.write(begun);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await hook.stop()).toBe(0);
    socket.destroy();
  },
  10_000,
);

test.runIf(process.platform === "linux").each(["SIGTERM", "SIGKILL"] as const)(
  "npm run hook ends with npm on %s, whose shell tells nobody",
  async (signal) => {
    const port = await freePort();
    const npm = spawn("npm", ["run", "hook"], {
      env: { ...process.env, ...processEnv(aliyun.url), PORT: String(port) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const text of npm.stdout.setEncoding("utf8")) if (text.includes('"event":"start"')) break;
    const answers = () => fetch(`http://127.0.0.1:${port}/health`).then((answer) => answer.ok, () => false);
    await expect.poll(answers, { timeout: 5_000 }).toBe(true);
    npm.kill(signal);
    await expect.poll(answers, { timeout: 5_000 }).toBe(false);
  },
  20_000,
);
