import { AuthClient } from "@supabase/supabase-js";
import {
  type AuthEmulator,
  createAuthEmulator,
  settingsFromEnv,
} from "../../../src/emulator/gotrue/index.ts";
import { type HookStub, startHookStub } from "./hook-stub.ts";

/** Auth's variables under which every recording was made. */
export const RECORDED_ENV = {
  GOTRUE_JWT_SECRET: "recorded-jwt-secret-not-for-production-0123456789",
  GOTRUE_EXTERNAL_PHONE_ENABLED: "true",
  GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED: "true",
  GOTRUE_MAILER_AUTOCONFIRM: "true",
  GOTRUE_SMS_MAX_FREQUENCY: "1ms",
  GOTRUE_SMS_OTP_EXP: "300",
  GOTRUE_RATE_LIMIT_SMS_SENT: "100000",
  GOTRUE_MFA_PHONE_ENROLL_ENABLED: "true",
  GOTRUE_MFA_PHONE_VERIFY_ENABLED: "true",
  GOTRUE_MFA_PHONE_MAX_FREQUENCY: "1ms",
  GOTRUE_PASSWORD_MIN_LENGTH: "8",
};

/** The hook's secrets in the recordings. */
export const RECORDED_SECRETS = [
  "v1,whsec_Y29uZm9ybWFuY2UgcmVjb3JkaW5nIHNlY3JldCBvbmU=",
  "v1,whsec_Y29uZm9ybWFuY2UgcmVjb3JkaW5nIHNlY3JldCB0d28=",
];

/** What went over the wire to the app. */
export interface Exchange {
  readonly status: number;
  readonly body: unknown;
  readonly errorCode: string | undefined;
}

/** An Auth that some hook stands behind; the flows need no more of it. */
export interface AuthWorld {
  readonly emulator: AuthEmulator;
  readonly hook: { lastCode(): string };
  /** An app on a device of its own. */
  device(): App;
  close(): Promise<void>;
}

export interface TestAuth extends AuthWorld {
  readonly hook: HookStub;
  readonly exchanges: Exchange[];
}

export type App = InstanceType<typeof AuthClient>;

/** An emulator and a hook for one test, under the recorded settings. */
export async function startTestAuth(
  release: string,
  env: { readonly [name: string]: string } = {},
): Promise<TestAuth> {
  const hook = await startHookStub();
  const emulator = await createAuthEmulator({
    release,
    hook: { uri: hook.uri, secrets: RECORDED_SECRETS },
    settings: settingsFromEnv({ ...RECORDED_ENV, ...env }),
  });
  const exchanges: Exchange[] = [];
  const recordingFetch: typeof fetch = async (input, init) => {
    // The recordings were made through a gateway that names the app's address.
    const headers = new Headers(init?.headers);
    headers.set("x-forwarded-for", "203.0.113.7");
    const response = await fetch(input, { ...init, headers });
    const body: unknown = await response.clone().json().catch(() => undefined);
    const errorCode = response.headers.get("x-sb-error-code") ?? undefined;
    exchanges.push({ status: response.status, body, errorCode });
    return response;
  };
  return {
    emulator,
    hook,
    exchanges,
    device: () =>
      new AuthClient({
        url: `${emulator.url}/auth/v1`,
        headers: { apikey: emulator.keys.anon, Authorization: `Bearer ${emulator.keys.anon}` },
        autoRefreshToken: false,
        detectSessionInUrl: false,
        storage: memoryStorage(),
        fetch: recordingFetch,
      }),
    close: async () => {
      await emulator.close();
      await hook.close();
    },
  };
}

export function memoryStorage() {
  const entries = new Map<string, string>();
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}

let serial = 0;
/** A mainland number that no other test uses. */
export const newNumber = () => `+86138${String(++serial).padStart(8, "0")}`;
export const newEmail = () => `u${++serial}@example.com`;
