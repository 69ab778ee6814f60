import { join } from "node:path";
import {
  DEFAULT_STS_ACCESS_KEY_ID,
  DEFAULT_STS_ACCESS_KEY_SECRET,
  DEFAULT_STS_SECURITY_TOKEN,
} from "../../../src/emulator/aliyun/index.ts";
import { type Command, processEnv } from "../hook/process.ts";

export interface StsKey {
  id: string;
  secret: string;
  securityToken: string;
}

/** Of the function's role, as the emulated account knows it. */
export const ROLE_KEY: StsKey = {
  id: DEFAULT_STS_ACCESS_KEY_ID,
  secret: DEFAULT_STS_ACCESS_KEY_SECRET,
  securityToken: DEFAULT_STS_SECURITY_TOKEN,
};
/** The role's key of a moment later, as the platform renews it. */
export const RENEWED_KEY: StsKey = {
  id: "STS.emulator-renewed-id",
  secret: "emulator-renewed-secret",
  securityToken: "emulator-renewed-token",
};

/** What the gateway adds to every request (Alibaba Cloud Help, context-and-log-format-1). */
export const headersOf = (key: StsKey, requestId = "1-67a0c1d2-15f0c9a1-0123456789ab") => ({
  "x-fc-request-id": requestId,
  "x-fc-access-key-id": key.id,
  "x-fc-access-key-secret": key.secret,
  "x-fc-security-token": key.securityToken,
  "x-fc-region": "cn-hangzhou",
});

/**
 * What the platform sets with a role: that key as it was when the instance started, long expired for a request of
 * hours later (help, environment-variables).
 */
export const roleEnv = (emulatorUrl: string) => ({
  ...processEnv(emulatorUrl),
  ALIBABA_CLOUD_ACCESS_KEY_ID: "STS.of-the-start",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "expired-secret",
  ALIBABA_CLOUD_SECURITY_TOKEN: "expired-token",
  FC_FUNCTION_NAME: "send-sms",
  FC_REGION: "cn-hangzhou",
  FC_CUSTOM_LISTEN_PORT: "9000",
});

/** The custom runtime starts the command of s.yaml in the folder of the code. */
export const instanceIn = (folder: string): Command => ({
  file: process.execPath,
  args: [join(folder, "index.mjs")],
  cwd: folder,
});
