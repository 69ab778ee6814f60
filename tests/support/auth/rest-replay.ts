import type { RestCase } from "./recordings.ts";
import { PASSWORD } from "./flows.ts";
import { startTestAuth, type TestAuth } from "./world.ts";

export interface Replayed {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: unknown;
  readonly hookCalls: number;
}

/** What a case's prefix says about Auth's settings. */
const SETTINGS: { readonly [prefix: string]: { readonly [variable: string]: string } } = {
  "": {},
  "max frequency 60 s": {
    GOTRUE_SMS_MAX_FREQUENCY: "60s",
    GOTRUE_MFA_PHONE_MAX_FREQUENCY: "60s",
    GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_REAUTHENTICATION: "true",
  },
  "code expires after 1 s": { GOTRUE_SMS_OTP_EXP: "1" },
  "autoconfirm": { GOTRUE_SMS_AUTOCONFIRM: "true" },
  "no autoconfirm anywhere": { GOTRUE_MAILER_AUTOCONFIRM: "false" },
  "sign-ups off": { GOTRUE_DISABLE_SIGNUP: "true" },
  "phone off": { GOTRUE_EXTERNAL_PHONE_ENABLED: "false" },
  "test code 123456 for +8613800138000": { GOTRUE_SMS_TEST_OTP: "8613800138000:123456" },
  "two SMS an hour": { GOTRUE_RATE_LIMIT_SMS_SENT: "2" },
};

/** What happened between two recorded cases without being recorded itself. */
const BEFORE: { readonly [name: string]: (replay: Replay, next: RestCase) => unknown } = {
  "resend sign-up": (replay, next) => replay.signUp(phoneOf(next)),
  "change phone to a taken one": (replay, next) => replay.signUpAndVerify(phoneOf(next), "other"),
  "sign out others": async (replay) => {
    await replay.signIn("first");
    await replay.signIn("second");
  },
  "refresh once": (replay, next) => replay.signIn("third", field(next.request.body, "refresh_token")),
  "max frequency 60 s: change phone": (replay) => replay.verifyLast("token"),
  "max frequency 60 s: password without reauthentication": (replay) =>
    replay.auth.emulator.ageSessions(172_800),
  "max frequency 60 s: challenge": (replay, next) => replay.enroll(next.request.path.split("/")[2] ?? ""),
  "code expires after 1 s: verify too late": async (replay, next) => {
    await replay.signUp(phoneOf(next));
    replay.auth.emulator.advanceClock(2);
  },
  "no autoconfirm anywhere: signup again, confirmed (the fake user)": (replay, next) =>
    replay.signUpAndVerify(phoneOf(next), "other"),
};

/** Whose token a case uses, where it is not the latest "token". */
const TOKEN_OF: { readonly [name: string]: string } = {
  "user with a session that another password change ended": "verify sign-in",
  "sign out others": "first",
  "user whom another device signed out": "second",
  "sign out local": "first",
  "sign out": "refresh once",
  "user after sign-out": "refresh once",
  "sign out bad scope": "refresh once",
};
/** Cases whose session becomes "token". */
const RENEWS_TOKEN = ["refresh", "factor verify", "autoconfirm: signup"];

/** Plays the recorded requests in their order, on a new Auth for each settings. */
export async function* replayRest(
  release: string,
  cases: [string, RestCase][],
): AsyncGenerator<[string, Replayed]> {
  let replay: Replay | undefined;
  let settings: string | undefined;
  try {
    for (const [name, recorded] of cases) {
      const prefix = Object.keys(SETTINGS).findLast((prefix) => name.startsWith(prefix && `${prefix}: `)) ??
        "";
      if (prefix !== settings) {
        await replay?.auth.close();
        replay = createReplay(await startTestAuth(release, SETTINGS[prefix]));
        settings = prefix;
      }
      if (!replay) continue;
      await BEFORE[name]?.(replay, recorded);
      yield [name, await replay.play(name, recorded)];
    }
  } finally {
    await replay?.auth.close();
  }
}

type Replay = ReturnType<typeof createReplay>;

function createReplay(auth: TestAuth) {
  /** Recorded ids and tokens → those of this run. */
  const known = new Map<string, string>();
  const learn = (recorded: string, live: string) => recorded && known.set(recorded, live);
  const tokens = new Map<string, string>();
  let other = "";

  const call = async (method: string, path: string, body: unknown, token: string, headers = {}) => {
    auth.emulator.advanceClock(0.01); // More than MAX_FREQUENCY under the recorded settings.
    const before = auth.hook.calls.length;
    const response = await fetch(auth.emulator.url + path, {
      method,
      headers: {
        apikey: auth.emulator.keys.anon,
        authorization: `Bearer ${token}`,
        "content-type": "application/json;charset=UTF-8",
        "x-supabase-api-version": "2024-01-01",
        origin: "http://localhost:3000",
        "x-forwarded-for": "203.0.113.7",
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: parsed(text),
      hookCalls: auth.hook.calls.length - before,
    };
  };
  const setUp = (path: string, body: unknown, token = auth.emulator.keys.anon) =>
    call("POST", path, body, token);
  const keep = (name: string, body: unknown) => {
    const token = field(body, "access_token");
    if (token) tokens.set(name, token);
  };
  const verify = async (phone: string, name: string) =>
    keep(name, (await setUp("/verify", { phone, token: auth.hook.lastCode(), type: "sms" })).body);
  let lastPhone = "";

  return {
    auth,
    signUp: (phone: string) => setUp("/signup", { phone, password: PASSWORD }),
    async signUpAndVerify(phone: string, name: string) {
      await setUp("/signup", { phone, password: PASSWORD });
      await verify(phone, name);
      other = phone;
    },
    verifyLast: (name: string) => verify(lastPhone, name),
    async signIn(name: string, recordedRefreshToken = "") {
      const { body } = await setUp("/token?grant_type=password", { phone: other, password: PASSWORD });
      keep(name, body);
      learn(recordedRefreshToken, field(body, "refresh_token"));
    },
    async enroll(recordedId: string) {
      const factor = { factor_type: "phone", phone: "+8613852799999", friendly_name: "p" };
      const { body } = await setUp("/factors", factor, tokens.get("token"));
      learn(recordedId, field(body, "id"));
    },
    async play(name: string, { request, response }: RestCase): Promise<Replayed> {
      lastPhone = field(request.body, "phone") || lastPhone;
      const path = request.path.split("/").map((part) => known.get(part) ?? part).join("/");
      const played = await call(
        request.method,
        path,
        liveBody(request.body, known, auth),
        bearer(name, request),
        request.headers,
      );
      for (const key of ["id", "refresh_token"]) learn(field(response.body, key), field(played.body, key));
      keep(name, played.body);
      if (RENEWS_TOKEN.includes(name)) keep("token", played.body);
      return played;
    },
  };

  function bearer(name: string, { as, path }: RestCase["request"]): string {
    if (as === "anon") return auth.emulator.keys.anon;
    if (path.startsWith("/admin")) return auth.emulator.keys.serviceRole;
    return name === "user, bad token" ? "not.a.jwt" : tokens.get(TOKEN_OF[name] ?? "token") ?? "";
  }
}

/** The same request, with this run's codes and ids; 000000 stays the wrong code that it was. */
function liveBody(body: unknown, known: Map<string, string>, auth: TestAuth): unknown {
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      const isCode = ["token", "code", "nonce"].includes(key) && value !== "000000";
      if (isCode && auth.hook.calls.length > 0) return [key, auth.hook.lastCode()];
      return [key, known.get(value) ?? value];
    }),
  );
}

const phoneOf = (recorded: RestCase) => field(recorded.request.body, "phone");

function field(body: unknown, name: string): string {
  const value = typeof body === "object" && body !== null
    ? Object.entries(body).find(([key]) => key === name)
    : [];
  return typeof value?.[1] === "string" ? value[1] : "";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
