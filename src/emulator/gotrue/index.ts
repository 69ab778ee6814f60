export { type AuthEmulator, type AuthEmulatorOptions, createAuthEmulator } from "./create-auth-emulator.ts";
export { type HookConfig, hookFromEnv } from "./hook/hook-config.ts";
export type { SmsQuota } from "./model/rate-limit.ts";
export type { Random } from "./random.ts";
export { NEWEST_RELEASE, parseRelease } from "./release.ts";
export { type AuthSettings, DEFAULT_SETTINGS, LOCAL_JWT_SECRET } from "./settings.ts";
export { type Env, settingsFromEnv } from "./settings-from-env.ts";
