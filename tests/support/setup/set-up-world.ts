import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
} from "../../../src/emulator/aliyun/index.ts";
import { nodeWorld } from "../../../src/operator/node-world.ts";
import { readFlags } from "../../../src/operator/setup/flags.ts";
import * as q from "../../../src/operator/setup/questions.ts";
import { makeSecret } from "../../../src/operator/setup/run.ts";
import { runSetup } from "../../../src/operator/setup/setup.ts";
import type { Text } from "../../../src/operator/text.ts";
import { createScriptedAsk } from "./scripted-ask.ts";

/** A person's answers; a test gives those that differ. */
export const answers = (different: [Text | RegExp, string | boolean][] = []) =>
  createScriptedAsk(
    new Map<Text | RegExp, string | boolean>([
      [q.WHERE_AUTH, "hosted"],
      [q.WHERE_NUMBERS, "mainland"],
      [q.WHICH_API, "dysmsapi"],
      [q.KEY_ID, DEFAULT_ACCESS_KEY_ID],
      [q.KEY_SECRET, DEFAULT_ACCESS_KEY_SECRET],
      [q.WHICH_SIGN, DEFAULT_SIGN_NAME],
      [q.WHICH_TEMPLATE, DOMESTIC_TEMPLATE_CODE],
      [q.RUN_DOCTOR, false],
      [q.TEST_SEND, false],
      // Of one question the last answer counts.
      ...different,
    ]),
  );

/** The guided set-up beside an emulated Alibaba Cloud, in a folder of its own for each test. */
export function createSetUpWorld() {
  let aliyun: AliyunEmulator;
  let folder: string;
  beforeAll(async () => {
    aliyun = await createAliyunEmulator();
  });
  beforeEach(() => {
    aliyun.reset();
    folder = mkdtempSync(join(tmpdir(), "setup-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  afterAll(() => aliyun.close());

  const MIGRATION = "20260101000000_send_sms.sql";
  const into = {
    bundle: () => Promise.resolve("// the function\n"),
    migrations: () => {
      const file = join(folder, MIGRATION);
      writeFileSync(file, "select 1;\n");
      return Promise.resolve([file]);
    },
  };

  async function setUp(person: ReturnType<typeof createScriptedAsk>, args: string[] = []) {
    const envFile = join(folder, ".env");
    const printed: string[] = [];
    const sent: (readonly string[])[] = [];
    const code = await runSetup(readFlags(["--endpoint", aliyun.url, "--env-file", envFile, ...args]), {
      ...into,
      ask: person.ask,
      world: nodeWorld,
      language: "en",
      print: (line) => void printed.push(line),
      keySecret: undefined,
      makeSecret,
      sendTest: (given) => Promise.resolve(sent.push(given)).then(() => 0),
    });
    return { code, envFile, sent, printed: printed.join("\n"), text: () => readFileSync(envFile, "utf8") };
  }

  return { setUp, aliyun: () => aliyun, folder: () => folder };
}
