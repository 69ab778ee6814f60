import { type Config, readConfig } from "../../../src/hook/config/config.ts";
import { ConfigError, type Problem } from "../../../src/hook/config/env-reader.ts";
import type { Env } from "../../../src/hook/config/variables.ts";
import { FIRST_SECRET } from "./signing.ts";

/** The five variables that are enough. */
export const ENV = {
  SEND_SMS_HOOK_SECRETS: FIRST_SECRET,
  ALIBABA_CLOUD_ACCESS_KEY_ID: "test-access-key-id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "test-access-key-secret",
  ALIYUN_SMS_SIGN_NAME: "测试签名",
  ALIYUN_SMS_TEMPLATE_CODE: "SMS_123456789",
} as const;

export const configOf = (changes: Env = {}): Config => readConfig({ ...ENV, ...changes });

/** The error of a configuration that must not start. */
export function configErrorOf(env: Env): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("Cannot give a ConfigError: the configuration was accepted");
}

export const problemsOf = (changes: Env): readonly Problem[] =>
  configErrorOf({ ...ENV, ...changes }).problems;
