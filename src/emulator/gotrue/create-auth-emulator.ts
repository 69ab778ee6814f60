import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "./app.ts";
import { createClock, wallClock } from "./clock.ts";
import { checkHook, type HookConfig } from "./hook/hook-config.ts";
import { createSendHook } from "./hook/send-hook.ts";
import { listen } from "./listen.ts";
import { createAccessTokens } from "./model/access-token.ts";
import { createRateLimit, type SmsQuota } from "./model/rate-limit.ts";
import { createStore } from "./model/store.ts";
import { type Random, secureRandom } from "./random.ts";
import { parseRelease, versionOf } from "./release.ts";
import { profileOf } from "./release-profile.ts";
import { type AuthSettings, DEFAULT_SETTINGS } from "./settings.ts";
import type { AuthWorld } from "./world.ts";

export interface AuthEmulatorOptions {
  /** `"2.186"`, `"v2.176.1"`; from 2.158.1 on. */
  readonly release: string;
  /** The Send SMS hook; without one no code is sent, and asking for one fails. */
  readonly hook?: HookConfig | undefined;
  /** What differs from Auth's defaults; note that phone sign-in is off by default. */
  readonly settings?: Partial<AuthSettings>;
  /** On 127.0.0.1; 0 (the default) takes a free one. */
  readonly port?: number;
  /** Milliseconds since 1970, with fractions. */
  readonly now?: () => number;
  readonly random?: Random;
  /** Is told of errors that are the emulator's own; by default they go to stderr. */
  readonly onBug?: (error: Error) => void;
}

export interface AuthEmulator {
  /** Auth itself; `${url}/auth/v1` answers alike, so `url` is also a Supabase URL. */
  readonly url: string;
  readonly version: string;
  /** API keys that the emulator's JWT secret signed. */
  readonly keys: { readonly anon: string; readonly serviceRole: string };
  /** Forgets every user, session and limit, and puts the clock right. */
  reset(): void;
  /** How many SMS it sends in all (`GOTRUE_RATE_LIMIT_SMS_SENT`), and how many of them are left. */
  smsQuota(): SmsQuota & { readonly left: number };
  /** Forgets how many SMS were sent; users and sessions stay. */
  resetSmsQuota(): void;
  /** Moves Auth's clock: codes, tokens and waiting times age. */
  advanceClock(seconds: number): void;
  /** Makes users and sessions older, and nothing else. */
  ageSessions(seconds: number): void;
  close(): Promise<void>;
}

const report = (error: Error) => void process.stderr.write(`${error.stack}\n`);

/** A stand-in for the phone part of Supabase Auth, as one release behaves. For development and tests only. */
export async function createAuthEmulator(options: AuthEmulatorOptions): Promise<AuthEmulator> {
  const { port = 0, now: wall = wallClock, random = secureRandom, hook, onBug = report } = options;
  const release = parseRelease(options.release);
  const profile = profileOf(release);
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  if (hook) checkHook(hook);
  const clock = createClock(wall);
  const { now } = clock;
  const world: AuthWorld = {
    version: versionOf(release),
    settings,
    profile,
    store: createStore(now),
    tokens: createAccessTokens({ settings, profile, now }),
    sendHook: hook && createSendHook({ config: hook, profile, random, wallClock: wall }),
    smsLimit: createRateLimit(settings.rateLimitSmsSent, now),
    random,
    now,
  };
  const reset = () => {
    clock.reset();
    world.store.clear();
    world.smsLimit.reset();
  };
  const server = createAdaptorServer({ fetch: createApp({ world, clock, reset, onBug }).fetch });
  const { url, close } = await listen(server, port);
  return {
    url,
    version: world.version,
    keys: { anon: await world.tokens.apiKey("anon"), serviceRole: await world.tokens.apiKey("service_role") },
    reset,
    smsQuota: () => ({ ...settings.rateLimitSmsSent, left: world.smsLimit.left() }),
    resetSmsQuota: world.smsLimit.reset,
    advanceClock: (seconds) => clock.advance(seconds * 1000),
    ageSessions: (seconds) => world.store.age(seconds * 1000),
    close,
  };
}
