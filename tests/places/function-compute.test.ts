import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { targetOf } from "../../src/cli/build-targets.ts";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_SEED,
} from "../../src/emulator/aliyun/index.ts";
import { readConfig } from "../../src/hook/config/config.ts";
import { type Env, type Setting, SETTINGS, VARIABLES } from "../../src/hook/config/variables.ts";
import type { Answers } from "../../src/operator/setup/answers.ts";
import { envText } from "../../src/operator/setup/env-text.ts";
import { signupBody } from "../support/hook/bodies.ts";
import { type HookProcess, processEnv, runHook, startHook } from "../support/hook/process.ts";
import { readText } from "../support/hook/sources.ts";
import { tempFolder } from "../support/packed/project.ts";
import { build, unpack } from "../support/places/build.ts";
import { headersOf, instanceIn, RENEWED_KEY, ROLE_KEY, roleEnv } from "../support/places/function-compute.ts";

// Each test starts processes, which a busy machine does slowly.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = tempFolder();
const code = join(folder.path, "code");
let aliyun: AliyunEmulator;
let files: string[];

beforeAll(async () => {
  const { accessKeys } = DEFAULT_SEED;
  aliyun = await createAliyunEmulator({ seed: { accessKeys: [...accessKeys, RENEWED_KEY] } });
  files = unpack(join(await build("function-compute", folder.path), "function-compute.zip"), code);
});
beforeEach(() => {
  aliyun.reset();
  aliyun.updateSettings({ flowControl: false });
});
afterAll(async () => {
  await aliyun.close();
  folder.remove();
});

/** Runs an instance and ends it, and fails where its log holds a key of the role. */
async function withInstance(
  env: Record<string, string | undefined>,
  use: (instance: HookProcess) => void | Promise<void>,
): Promise<void> {
  const instance = await startHook(env, instanceIn(code));
  try {
    await use(instance);
  } finally {
    expect(await instance.stop()).toBe(0);
  }
  for (const { secret, securityToken } of [ROLE_KEY, RENEWED_KEY]) {
    expect(instance.output()).not.toContain(secret);
    expect(instance.output()).not.toContain(securityToken);
  }
}
const keysUsed = () => aliyun.requests().map(({ form }) => form["AccessKeyId"]);
const otherBody = (n: number) => signupBody("v2.196.0", { phone: `861380013800${n}`, otp: "024680" });

test("the archive holds one file that needs no other", () => {
  expect(files).toEqual(["index.mjs"]);
});

describe("s.yaml", () => {
  const yaml = readText("deploy/function-compute/s.yaml");
  const settingOf = (name: string) => new RegExp(`^ *${name}: (.+)$`, "m").exec(yaml)?.[1] ?? "";

  test("uploads what the build writes, and starts the file that is in it", () => {
    expect(join("deploy/function-compute", settingOf("code"))).toBe(
      join("dist", targetOf("function-compute").file),
    );
    const command: string[] = JSON.parse(settingOf("command"));
    expect(command.slice(1)).toEqual(files);
  });

  test("waits longer than Auth does, on the port that the function listens on", () => {
    expect(Number(settingOf("timeout"))).toBeGreaterThan(5);
    expect(settingOf("port")).toBe("9000");
  });

  // `${env(…)}` of Serverless Devs: an absent variable without a second argument stops the deploy.
  const passed = [...yaml.matchAll(/^ *(\w+): \$\{env\('(\w+)'(, '')?\)\}$/gm)]
    .map(([, name = "", from, absent]) => ({ name, from, required: absent === undefined }));

  test("asks for variables that are enough, together with the role, and for a cap on all SMS", () => {
    const required = passed.filter((one) => one.required).map(({ name }) => name);
    expect(required).toContain("SMS_LIMIT_TOTAL");
    const given: Env = { ...processEnv(aliyun.url), SMS_LIMIT_TOTAL: "1000/1d" };
    const enough = Object.fromEntries(required.map((name) => [name, given[name]]));
    const config = readConfig(enough, { hostBringsKeys: true });
    // What is passed on empty changes nothing, and is warned of by nobody.
    const empty = Object.fromEntries(passed.map(({ name }) => [name, ""]));
    expect(readConfig({ ...empty, ...enough }, { hostBringsKeys: true })).toEqual(config);
  });

  test("passes every variable of the function on under its own name, and no key", () => {
    expect(passed.filter(({ name, from }) => name !== from)).toEqual([]);
    const ofPlatform: readonly Setting[] = [
      "accessKeyId",
      "accessKeySecret",
      "securityToken",
      "host",
      "port",
      "allowedNumbers",
    ];
    const isRequired = (wanted: string) => passed.some(({ name, required }) => required && name === wanted);
    const wanted = SETTINGS.filter((one) => !ofPlatform.includes(one)).flatMap((one) => {
      const [first, ...others] = VARIABLES[one];
      // Without the first name the deploy stops, or the start: no other is lost in silence.
      return isRequired(first) || one === "ledgerDatabaseUrl" ? [first] : [first, ...others];
    });
    expect(passed.map(({ name }) => name).sort()).toEqual([...wanted].sort());
    expect(yaml).not.toMatch(/ACCESS_KEY/);
  });

  test("leaves the database's other name to the owner: the start without the first stops, and names it", () => {
    const env = { ...processEnv(aliyun.url), SMS_LEDGER: "postgres", SMS_LEDGER_DATABASE_URL: "" };
    expect(() => readConfig(env, { hostBringsKeys: true })).toThrow(/SMS_LEDGER_DATABASE_URL is not set/);
  });

  test("passes on whatever set-up writes for this place, except the key", () => {
    const answers: Answers = {
      authAt: "hosted",
      numbers: "mainland",
      countries: "CN",
      api: "dypnsapi",
      accessKeyId: DEFAULT_ACCESS_KEY_ID,
      accessKeySecret: "x",
      sign: "x",
      template: "x",
      params: { number: "{code}" },
      codeMinutes: 10,
      hookSecret: "x",
      functionUrl: "https://x",
      endpoint: "https://x",
    };
    const written = [...envText(answers).matchAll(/^(\w+)=/gm)].map(([, name = ""]) => name);
    expect(written).toHaveLength(11);
    const lost = written.filter((name) => !passed.some((one) => one.name === name));
    expect(lost).toEqual(["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"]);
  });
});

describe("with a role", () => {
  test("delivers a code with the key that comes with the request, and logs the request's id", async () => {
    await withInstance(roleEnv(aliyun.url), async (instance) => {
      const answer = await instance.send(otherBody(1), { headers: headersOf(ROLE_KEY, "1-abc-def") });
      expect(answer).toMatchObject({ status: 200, contentType: "application/json", body: {} });
      expect(aliyun.messages()).toMatchObject([{ phone: "+8613800138001", params: { code: "024680" } }]);
      expect(instance.entries()).toMatchObject([{ result: "accepted", fcRequestId: "1-abc-def" }]);
    });
  });

  test("takes the key of each request anew, for the platform renews it", async () => {
    await withInstance(roleEnv(aliyun.url), async (instance) => {
      await instance.send(otherBody(1), { headers: headersOf(ROLE_KEY) });
      await instance.send(otherBody(2), { headers: headersOf(RENEWED_KEY) });
      expect(keysUsed()).toEqual([ROLE_KEY.id, RENEWED_KEY.id]);
      expect(aliyun.messages()).toHaveLength(2);
    });
  });

  test("never mixes up the keys of requests that run at once", async () => {
    await withInstance(roleEnv(aliyun.url), async (instance) => {
      aliyun.setFault({ kind: "delay", ms: 200 });
      const keys = [ROLE_KEY, RENEWED_KEY, ROLE_KEY, RENEWED_KEY];
      await Promise.all(keys.map((key, n) => instance.send(otherBody(n), { headers: headersOf(key) })));
      const used = aliyun.requests().map(({ form }) => [form["PhoneNumbers"], form["AccessKeyId"]]);
      expect(Object.fromEntries(used)).toEqual(
        Object.fromEntries(keys.map((key, n) => [`861380013800${n}`, key.id])),
      );
    });
  });

  test("says at start that its key comes from the platform", async () => {
    await withInstance(roleEnv(aliyun.url), (instance) => {
      const [start = ""] = instance.output().split("\n");
      expect(JSON.parse(start)).toMatchObject({
        event: "start",
        accessKeyId: "from the host, for every request",
      });
      expect(start).not.toContain("STS.of-the-start");
    });
  });
});

test("a lasting key that the operator has set goes before the role's", async () => {
  await withInstance(processEnv(aliyun.url), async (instance) => {
    await instance.send(otherBody(1), { headers: headersOf(ROLE_KEY) });
    expect(keysUsed()).toEqual([DEFAULT_ACCESS_KEY_ID]);
  });
});

test("without role and key it sends nothing, and the log says what is missing", async () => {
  const env = {
    ...processEnv(aliyun.url),
    ALIBABA_CLOUD_ACCESS_KEY_ID: undefined,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined,
  };
  await withInstance(env, async (instance) => {
    const answer = await instance.send(otherBody(1), { headers: { "x-fc-request-id": "1-abc" } });
    expect(JSON.stringify(answer.body)).toContain("sms_misconfigured");
    expect(aliyun.requests()).toEqual([]);
    expect(instance.entries()).toMatchObject([{ result: "rejected", code: "no_credentials" }]);
  });
});

describe("the platform's own calls", () => {
  test.each([["POST", "/initialize"], ["GET", "/pre-freeze"], ["GET", "/pre-stop"]])(
    "%s %s are answered, and do nothing that a stranger could abuse",
    async (method, path) => {
      await withInstance(roleEnv(aliyun.url), async (instance) => {
        for (let i = 0; i < 3; i++) {
          expect((await fetch(instance.url + path, { method, headers: headersOf(ROLE_KEY) })).status).toBe(
            200,
          );
        }
        const answer = await instance.send(otherBody(1), { headers: headersOf(ROLE_KEY) });
        expect(answer.status).toBe(200);
        expect(instance.entries()).toHaveLength(1);
      });
    },
  );

  test("it listens on every interface, on port 9000 unless told otherwise", async () => {
    const { child, output, ended } = runHook(roleEnv(aliyun.url), instanceIn(code));
    // Whether or not the port is taken on this machine, it says which one it wanted.
    await expect.poll(output, { timeout: 10_000 }).toContain("0.0.0.0:9000");
    child.kill("SIGTERM");
    await ended;
  });
});
