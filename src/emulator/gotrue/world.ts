import type { SendHook } from "./hook/send-hook.ts";
import type { AccessTokens } from "./model/access-token.ts";
import type { RateLimit } from "./model/rate-limit.ts";
import type { AuthStore } from "./model/store.ts";
import type { Random } from "./random.ts";
import type { ReleaseProfile } from "./release-profile.ts";
import type { AuthSettings } from "./settings.ts";

/** One emulated Auth server, as its handlers see it. */
export interface AuthWorld {
  readonly version: string;
  readonly settings: AuthSettings;
  readonly profile: ReleaseProfile;
  readonly store: AuthStore;
  readonly tokens: AccessTokens;
  /** Undefined when the hook is off. */
  readonly sendHook: SendHook | undefined;
  readonly smsLimit: RateLimit;
  readonly random: Random;
  /** Auth's time in milliseconds; the emulator's control can move it. */
  readonly now: () => number;
}
