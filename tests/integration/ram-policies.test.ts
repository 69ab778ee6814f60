import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createQueryReceipts } from "../../src/cli/query-receipts.ts";
import {
  type AliyunEmulator,
  BUNDLED_SIGN_NAME,
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
} from "../../src/emulator/aliyun/index.ts";
import { createCall } from "../../src/hook/aliyun/sender.ts";
import { createSignForm } from "../../src/hook/aliyun/sign-form.ts";
import { createAskCredentials } from "../../src/hook/config/ask-credentials.ts";
import { type Config, readConfig } from "../../src/hook/config/config.ts";
import type { Env } from "../../src/hook/config/variables.ts";
import type { SmsApi } from "../../src/hook/sms/route.ts";
import { runDoctor } from "../../src/operator/doctor/doctor.ts";
import type { CommandIo } from "../../src/operator/doctor/run.ts";
import { nodeWorld } from "../../src/operator/node-world.ts";
import { type AskingCommand, commandActions, commandsPolicy } from "../../src/operator/ram-policy.ts";
import { runSendTestCommand } from "../../src/operator/send-test/run.ts";
import { listAccount, readTemplate } from "../../src/operator/setup/list-account.ts";
import { ENV } from "../support/hook/config.ts";

const APIS: readonly SmsApi[] = ["dysmsapi", "dypnsapi", "globe"];
const OF_API: Readonly<Record<SmsApi, Env>> = {
  dysmsapi: { ALIYUN_SMS_SIGN_NAME: DEFAULT_SIGN_NAME, ALIYUN_SMS_TEMPLATE_CODE: DOMESTIC_TEMPLATE_CODE },
  dypnsapi: { ALIYUN_SMS_SIGN_NAME: BUNDLED_SIGN_NAME, ALIYUN_SMS_TEMPLATE_CODE: "100001" },
  globe: { ALIYUN_SMS_SIGN_NAME: "", ALIYUN_SMS_TEMPLATE_CODE: "", SMS_ALLOWED_COUNTRIES: "HK" },
};
const NUMBER: Readonly<Record<SmsApi, string>> = {
  dysmsapi: "+8613800138000",
  dypnsapi: "+8613800138000",
  globe: "+85251234567",
};

let aliyun: AliyunEmulator;
let folder: string;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
});
beforeEach(() => {
  aliyun.reset();
  folder = mkdtempSync(join(tmpdir(), "policies-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => aliyun.close());

const envOf = (api: SmsApi): Env => ({
  ...ENV,
  ...OF_API[api],
  ALIYUN_SMS_API: api,
  ALIYUN_SMS_ENDPOINT: aliyun.url,
  ALIBABA_CLOUD_ACCESS_KEY_ID: DEFAULT_ACCESS_KEY_ID,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEFAULT_ACCESS_KEY_SECRET,
});
const allow = (allowedActions: readonly string[]) =>
  aliyun.updateAccount({
    accessKeys: [{ id: DEFAULT_ACCESS_KEY_ID, secret: DEFAULT_ACCESS_KEY_SECRET, allowedActions }],
  });
const credentials = {
  accessKeyId: DEFAULT_ACCESS_KEY_ID,
  accessKeySecret: DEFAULT_ACCESS_KEY_SECRET,
  securityToken: undefined,
};

/** What each command asks, as it does it. */
const RUN: Readonly<Record<AskingCommand, (api: SmsApi) => Promise<unknown>>> = {
  setup: async (api) => {
    // Of the other two there is nothing to ask: signature and template are typed.
    if (api !== "dysmsapi") return;
    await listAccount(credentials, aliyun.url, nodeWorld);
    await readTemplate(credentials, aliyun.url, DOMESTIC_TEMPLATE_CODE, nodeWorld);
  },
  doctor: (api) =>
    runDoctor({ envFile: envFileOf(api), processEnv: {}, url: undefined, authUrl: undefined }, nodeWorld),
  "send-test": (api) =>
    runSendTestCommand(["--env-file", envFileOf(api), "--yes", "--wait", "3", NUMBER[api]], IO),
  receipts: async (api) => {
    const config = readConfig(envOf(api));
    const [route] = config.routes;
    if (route === undefined) throw new Error("Cannot ask: the configuration has no route");
    const query = createQueryReceipts({ askProvider: callBy(config), now: Date.now });
    if (api === "dysmsapi") {
      await query.ofNumber({ digits: "8613800138000", day: "20261128", route, missing: [] });
    }
    if (api === "globe") await query.ofMessage({ request: { ...MISSING, api }, route });
  },
};
const IO: CommandIo = { env: {}, write: () => {}, writeError: () => {}, languageOf: () => "en" };
const MISSING = {
  key: "0".repeat(32),
  numberHash: "",
  userId: null,
  sign: null,
  template: null,
  receiptId: "1",
  createdAt: new Date(0),
};

const callBy = (config: Config) =>
  createCall({
    askCredentials: createAskCredentials(config),
    signForm: createSignForm({ now: Date.now, randomUuid: () => crypto.randomUUID() }),
    fetch,
  });

function envFileOf(api: SmsApi): string {
  const file = join(folder, ".env");
  writeFileSync(file, Object.entries(envOf(api)).map((pair) => `${pair.join("=")}\n`).join(""), {
    mode: 0o600,
  });
  return file;
}

const COMMANDS: readonly AskingCommand[] = ["setup", "doctor", "send-test", "receipts"];
const cases = COMMANDS.flatMap((command) => APIS.map((api) => ({ command, api })));

describe("a key with the policy of one command", () => {
  test.each(cases)(
    "for $command through $api is refused nothing, and has nothing to spare",
    async ({ command, api }) => {
      const actions = commandActions(command, api);
      allow(actions);
      await RUN[command](api);
      expect(aliyun.requests().filter(({ answer }) => /RAM|NoPermission|Forbidden/.test(answer?.code ?? "")))
        .toEqual([]);
      const asked = new Set(aliyun.requests().map(({ action }) => action));
      expect([...asked].sort()).toEqual(actions.map((action) => action.replace(/^\w+:/, "")).sort());
    },
  );
});

test.each(APIS)("the one key of the commands through %s allows what its three commands ask", (api) => {
  const allowed = commandsPolicy(api).Statement.flatMap(({ Action }) => Action);
  const asked = (["setup", "doctor", "send-test"] as const).flatMap((command) =>
    commandActions(command, api)
  );
  expect([...allowed].sort()).toEqual([...new Set(asked)].sort());
});
