import { createClient } from "@supabase/supabase-js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FLOWS, must, PASSWORD, phoneUser } from "../support/auth/flows.ts";
import { json, reported } from "../support/auth/hook-answers.ts";
import type { HookAnswer } from "../support/auth/hook-stub.ts";
import { newNumber, startTestAuth, type TestAuth } from "../support/auth/world.ts";

let auth: TestAuth;
beforeEach(async () => {
  auth = await startTestAuth("2.196");
});
afterEach(() => auth.close());

const restart = async (env: { readonly [name: string]: string }) => {
  await auth.close();
  auth = await startTestAuth("2.196", env);
};

describe("A code", () => {
  it("is void once it was used, once a newer one was sent, and after its time", async () => {
    const [app, phone] = [auth.device(), newNumber()];
    await must(app.signInWithOtp({ phone }));
    const first = auth.hook.lastCode();
    auth.emulator.advanceClock(1);
    await must(app.signInWithOtp({ phone }));
    const second = auth.hook.lastCode();
    expect((await app.verifyOtp({ phone, token: first, type: "sms" })).error?.code).toBe("otp_expired");
    await must(app.verifyOtp({ phone, token: second, type: "sms" }));
    expect((await app.verifyOtp({ phone, token: second, type: "sms" })).error?.code).toBe("otp_expired");
    await must(app.signInWithOtp({ phone }));
    auth.emulator.advanceClock(301);
    const late = await app.verifyOtp({ phone, token: auth.hook.lastCode(), type: "sms" });
    expect(late.error?.code).toBe("otp_expired");
  });

  it("of an earlier send stays good when the hook refuses the next one", async () => {
    const [app, phone] = [auth.device(), newNumber()];
    await must(app.signUp({ phone, password: PASSWORD }));
    const code = auth.hook.lastCode();
    auth.hook.answerWith(json(200, reported(424)));
    auth.emulator.advanceClock(1);
    expect((await app.resend({ type: "sms", phone })).error?.status).toBe(424);
    await must(app.verifyOtp({ phone, token: code, type: "sms" }));
  });

  it("of a number in GOTRUE_SMS_TEST_OTP is fixed and costs no SMS", async () => {
    await restart({ GOTRUE_SMS_TEST_OTP: "8613800138000:123456" });
    const app = auth.device();
    await must(app.signInWithOtp({ phone: "+8613800138000" }));
    await must(app.verifyOtp({ phone: "+8613800138000", token: "123456", type: "sms" }));
    auth.emulator.advanceClock(1);
    const again = await app.signInWithOtp({ phone: "+8613800138000" });
    expect(again.data).toMatchObject({ messageId: "test-otp" });
    expect(auth.hook.calls).toHaveLength(0);
  });
});

describe("A failed hook", () => {
  it("leaves no user, and no waiting time", async () => {
    const phone = newNumber();
    await restart({ GOTRUE_SMS_MAX_FREQUENCY: "60s" });
    auth.hook.answerWith(json(200, reported(424)));
    expect((await auth.device().signUp({ phone, password: PASSWORD })).error?.status).toBe(424);
    expect(await (await fetch(`${auth.emulator.url}/_emulator/users`)).json()).toEqual({ users: [] });
    auth.hook.answerWith(json(200, {}));
    expect((await auth.device().signUp({ phone, password: PASSWORD })).error).toBeNull();
  });

  it("undoes a new password that came with the new number", async () => {
    const { app, phone } = await phoneUser(auth);
    auth.hook.answerWith(json(200, reported(424)));
    const update = await app.updateUser({ phone: newNumber(), password: "another horse 2" });
    expect(update.error?.status).toBe(424);
    expect((await app.getUser()).data.user?.new_phone).toBeUndefined();
    await must(auth.device().signInWithPassword({ phone, password: PASSWORD }));
  });
});

describe("Two apps at once", () => {
  it("cannot both insert a number: the second waits, and then fails", async () => {
    const phone = newNumber();
    const slowly: HookAnswer = (call, request, response) => {
      setTimeout(() => json(200, {})(call, request, response), 100);
    };
    auth.hook.answerWith(slowly);
    const signUp = () => auth.device().signUp({ phone, password: PASSWORD });
    const results = await Promise.all([signUp(), signUp()]);
    const messages = results.map(({ error }) => error?.message).toSorted();
    expect(messages).toEqual(["Database error saving new user", undefined]);
    expect(auth.hook.calls).toHaveLength(1);
  });

  it("lose the hook's answer when one hangs up: Auth gives up on the hook, too", async () => {
    const closed = new Promise<void>((resolve) => {
      auth.hook.answerWith((_call, _request, response) => void response.on("close", resolve));
    });
    const gone = new AbortController();
    const body = JSON.stringify({ phone: newNumber() });
    const request = fetch(`${auth.emulator.url}/otp`, { method: "POST", body, signal: gone.signal });
    setTimeout(() => gone.abort(), 200);
    await expect(request).rejects.toThrow();
    const started = performance.now();
    await closed;
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("A session", () => {
  it("ends as a whole when a refresh token from before the last one comes back", async () => {
    const { app } = await phoneUser(auth);
    const refresh = async (token: string | undefined) =>
      await auth.device().refreshSession({ refresh_token: token ?? "" });
    const first = (await app.getSession()).data.session?.refresh_token;
    const second = (await refresh(first)).data.session?.refresh_token;
    expect((await refresh(first)).data.session?.refresh_token).toBe(second);
    const third = (await refresh(second)).data.session?.refresh_token;
    expect((await refresh(first)).error?.code).toBe("refresh_token_already_used");
    expect((await refresh(third)).error?.code).toBe("refresh_token_already_used");
  });

  it("expires with Auth's clock", async () => {
    const { app } = await phoneUser(auth);
    auth.emulator.advanceClock(3601);
    expect((await app.getUser()).error?.message).toContain("token is expired");
  });
});

describe("Users without a number", () => {
  it("an anonymous user who proves one is anonymous no more, and keeps the id", async () => {
    const app = auth.device();
    const before = (await must(app.signInAnonymously())).data.user;
    expect(before).toMatchObject({ is_anonymous: true, app_metadata: {}, identities: [] });
    const phone = newNumber();
    await must(app.updateUser({ phone }));
    await must(app.verifyOtp({ phone, token: auth.hook.lastCode(), type: "phone_change" }));
    const after = (await app.getUser()).data.user;
    expect(after).toMatchObject({ id: before?.id, is_anonymous: false, phone: phone.slice(1) });
  });

  it("an e-mail user who adds one can sign in with it", async () => {
    const flow = await FLOWS.phone_change_add?.(auth);
    await flow?.act();
    await flow?.finish(auth.hook.lastCode());
    await must(auth.device().signInWithPassword({ phone: flow?.phone ?? "", password: PASSWORD }));
  });
});

describe("supabase-js itself", () => {
  it("works on the emulator's address as a Supabase URL", async () => {
    // Node 20 has no WebSocket, and nothing here opens one.
    const options = { realtime: { transport: class {} as never }, auth: { persistSession: false } };
    const supabase = createClient(auth.emulator.url, auth.emulator.keys.anon, options);
    const phone = newNumber();
    await must(supabase.auth.signInWithOtp({ phone }));
    const { data } = await must(
      supabase.auth.verifyOtp({ phone, token: auth.hook.lastCode(), type: "sms" }),
    );
    expect(data.user?.phone).toBe(phone.slice(1));
    const admin = createClient(auth.emulator.url, auth.emulator.keys.serviceRole, options);
    expect((await admin.auth.admin.listUsers()).data.users).toHaveLength(1);
  });

  it("is let in by the preflight under /auth/v1, where a gateway would stand, and not at the root", async () => {
    const preflight = async (path: string) => {
      const headers = {
        origin: "http://localhost:3000",
        "access-control-request-method": "POST",
        "access-control-request-headers": "apikey,authorization",
      };
      const response = await fetch(auth.emulator.url + path, { method: "OPTIONS", headers });
      return response.headers.get("access-control-allow-headers");
    };
    expect(await preflight("/auth/v1/otp")).toBe("apikey,authorization");
    expect(await preflight("/otp")).toBeNull();
  });
});
