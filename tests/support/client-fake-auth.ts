import { createClient } from "@supabase/supabase-js";
import { createPhoneAuth, type Outcome, plan852, plan86 } from "../../src/client/index.ts";

export type Sent = { method: string; path: string; body: Record<string, unknown> };
export type Answer = { status?: number; headers?: Record<string, string>; body: unknown };

/** A real supabase-js client whose network is a function; `sent` holds what went over it. */
export function createFakeAuth(
  answer: (request: Sent) => Answer | Error,
  settings: { throwOnError?: boolean } = {},
  create = createClient,
) {
  const sent: Sent[] = [];
  const fakeFetch = (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const { pathname, search } = new URL(String(url));
    const request = {
      method: init.method ?? "GET",
      path: pathname.replace("/auth/v1", "") + search,
      body: typeof init.body === "string" ? JSON.parse(init.body) : {},
    };
    sent.push(request);
    const given = answer(request);
    if (given instanceof Error) return Promise.reject(given);
    const { status = 200, headers = { "x-supabase-api-version": "2024-01-01" }, body } = given;
    const text = status === 204 ? null : typeof body === "string" ? body : JSON.stringify(body);
    return Promise.resolve(new Response(text, { status, headers }));
  };
  const supabase = create("http://auth.test", "key", {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, ...settings },
    global: { fetch: fakeFetch },
    // supabase-js opens no socket before a channel is joined, but wants one to exist; Node 20 has none.
    realtime: { transport: class {} as never },
  });
  return { supabase, sent };
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A session as Auth gives it; nothing here checks the signature. */
export function sessionOf(user: object, aal = "aal1") {
  const payload = { sub: "user-1", aal, exp: Math.floor(Date.now() / 1000) + 3600 };
  const access_token = `${part({ alg: "HS256", typ: "JWT" })}.${part(payload)}.${part({})}`;
  return { access_token, token_type: "bearer", expires_in: 3600, refresh_token: "refresh", user };
}

export const PHONE = "+8613800138000";
export const USER = { id: "user-1", phone: "8613800138000", email: "", identities: [{ id: "1" }] };
export const NOT_FOUND: Answer = { status: 404, body: { code: "unknown", message: "not in this test" } };
export const SESSION_ROUTE = { "POST /verify": { body: sessionOf(USER) } };

export type Routes = Record<string, Answer | Error>;

export function setUp(routes: Routes, settings: { throwOnError?: boolean } = {}, create = createClient) {
  const { supabase, sent } = createFakeAuth(
    ({ method, path }) => routes[`${method} ${path}`] ?? NOT_FOUND,
    settings,
    create,
  );
  const phoneAuth = createPhoneAuth(supabase, { countryCode: "86", countries: [plan86, plan852] });
  const signIn = () => phoneAuth.verifyCode({ phone: "13800138000", code: "123456" });
  return { phoneAuth, supabase, sent, signIn };
}

export const problemCode = (outcome: Outcome<object>) => outcome.ok ? "ok" : outcome.problem.code;
