import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FLOWS } from "../support/auth/flows.ts";
import { answer, HOOK_ANSWERS, json, reported } from "../support/auth/hook-answers.ts";
import type { HookAnswer } from "../support/auth/hook-stub.ts";
import { startTestAuth, type TestAuth } from "../support/auth/world.ts";

/** Releases that were not recorded: what each must show follows from Auth's history of dispatch. */

let auth: TestAuth | undefined;
afterEach(async () => {
  await auth?.close();
  auth = undefined;
});

async function signUpAgainst(release: string, hookAnswer: HookAnswer | undefined) {
  auth = await startTestAuth(release);
  const flow = await FLOWS.signup?.(auth);
  auth.hook.answerWith(hookAnswer ?? answer(500, ""));
  const error = (await flow?.act())?.error;
  const text = error ? `${error.status} ${error.message.replace(/http:\S+/, "<URI>")}` : "success";
  return { text, calls: auth.hook.calls.length };
}

describe("Between the recorded releases", () => {
  it.each([
    ["2.160", "204", "500 Error running hook URI: <URI>"],
    ["2.171", "204", "500 Error running hook URI: <URI>"],
    ["2.172", "204", "success"],
    ["2.171", "204 json type", "500 Error unmarshaling Send SMS output."],
    ["2.178", "204 json type", "500 Error unmarshaling JSON output."],
    ["2.179", "204 json type", "success"],
    ["2.171", "200 []", "500 Error unmarshaling Send SMS output."],
    ["2.172", "200 []", "500 Error running hook URI: <URI>"],
    ["2.174", "200 []", "500 Error unmarshaling JSON output."],
    ["2.170", "200 error 422", "422 sms_probe: the reason"],
    ["2.174", "200 error 422", "success"],
    ["2.180", "200 error 422", "success"],
    ["2.187", "200 error 422", "422 sms_probe: the reason"],
    ["2.189", "200 error http_code string", "success"],
    ["2.170", "422 error body", "500 Error running hook URI: <URI>"],
    ["2.180", "422 error body", "500 Unexpected status code returned from hook: 422"],
    ["2.170", "over 200 KiB", "500 Error running hook URI: <URI>"],
    ["2.180", "over 200 KiB", "422 Payload size exceeded size limit of 204800 bytes"],
  ])("%s takes a hook's %s for: %s", async (release, name, wanted) => {
    expect((await signUpAgainst(release, HOOK_ANSWERS[name])).text).toBe(wanted);
  });

  it.each([
    ["2.170", "500 Error unmarshaling Send SMS output."],
    ["2.172", "500 Error running hook URI: <URI>"],
    ["2.180", "500 Service currently unavailable due to hook"],
  ])(
    "%s asks three times at once while the hook says Retry-After, then says: %s",
    async (release, wanted) => {
      const busy = json(503, {}, { "retry-after": "soon" });
      expect(await signUpAgainst(release, busy)).toEqual({ text: wanted, calls: 3 });
    },
  );

  it.each([["2.158", 1], ["2.160", 1], ["2.161", 3]])(
    "%s looks at the type of every answer or of a success only: %i calls for an untyped 503",
    async (release, calls) => {
      expect((await signUpAgainst(release, answer(503, "", { "retry-after": "1" }))).calls).toBe(calls);
    },
  );

  it.each([
    ["422.0", "success"],
    ["422", "422 no"],
    ["-1", "500 Internal Server Error"],
    ["150", "success"],
    ["700", "700 no"],
  ])("2.196 makes of http_code %s: %s", async (code, wanted) => {
    const body = `{"error":{"http_code":${code},"message":"no"}}`;
    expect((await signUpAgainst("2.196", json(200, body))).text).toBe(wanted);
  });

  it("gives up at the tenth redirect, as a connection that failed", async () => {
    const loop: HookAnswer = (_call, _request, response) =>
      void response.writeHead(307, { location: "/again" }).end();
    const { text, calls } = await signUpAgainst("2.196", loop);
    expect(text).toBe("422 Failed to reach hook after maximum retries");
    expect(calls).toBe(30);
  });

  it("reads the keys of an error in any case, as Go does", async () => {
    const body = '{"Error":{"HTTP_CODE":424,"Message":"no"}}';
    expect((await signUpAgainst("2.189", json(200, body))).text).toBe("424 no");
  });

  it("shows nothing of what went wrong with a second factor", async () => {
    auth = await startTestAuth("2.189");
    const flow = await FLOWS.mfa_first_factor?.(auth);
    auth.hook.answerWith(json(200, reported(429)));
    expect((await flow?.act())?.error?.message).toBe("error invoking hook");
  });
});

describe("The body of the hook's request", () => {
  const keysOf = async (release: string) => {
    auth = await startTestAuth(release);
    await (await FLOWS.signup?.(auth))?.act();
    const body: object = JSON.parse(auth.hook.calls[0]?.body ?? "{}");
    return Object.entries(body).map((
      [key, value],
    ) => (key === "sms" ? `sms.${Object.keys(value).join("+")}` : key));
  };

  it.each([
    ["2.179", ["user", "sms.otp"]],
    ["2.180", ["user", "sms.otp+phone"]],
    ["2.186", ["user", "sms.otp+phone"]],
    ["2.187", ["metadata", "user", "sms.otp+phone"]],
  ])("holds, on %s, %j", async (release, keys) => {
    expect(await keysOf(release)).toEqual(keys);
  });
});

describe("/token and /resend", () => {
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${auth?.emulator.url}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    return Object.keys(JSON.parse(await response.text()));
  };
  beforeEach(() => {
    auth = undefined;
  });

  it.each([
    ["2.158", ["error", "error_description"], ["error", "error_description"]],
    ["2.163", ["code", "error_code", "msg"], ["error", "error_description"]],
    ["2.164", ["code", "error_code", "msg"], ["code", "error_code", "msg"]],
  ])("fail in each release's own form: %s", async (release, password, refresh) => {
    auth = await startTestAuth(release);
    expect(await post("/token?grant_type=password", { phone: "8613800138000", password: "x" })).toEqual(
      password,
    );
    expect(await post("/token?grant_type=refresh_token", { refresh_token: "abcdefghijkl" })).toEqual(refresh);
  });

  it.each([["2.158", "Unable to process request"], ["2.170", "no"]])(
    "%s answers a refused resend with: %s",
    async (release, wanted) => {
      auth = await startTestAuth(release);
      const flow = await FLOWS.resend_signup?.(auth);
      auth.hook.answerWith(json(200, reported(424, "no")));
      expect((await flow?.act())?.error?.message).toBe(wanted);
    },
  );

  it.each([
    ["2.178", "This endpoint requires a Bearer token"],
    ["2.179", "This endpoint requires a valid Bearer token"],
  ])("%s tells who brings no session: %s", async (release, wanted) => {
    auth = await startTestAuth(release);
    const answer = await fetch(`${auth.emulator.url}/user`);
    expect(JSON.parse(await answer.text()).msg).toBe(wanted);
  });

  it.each([["2.178", false], ["2.179", true]])(
    "%s names the weakness of a strong password: %s",
    async (release, named) => {
      auth = await startTestAuth(release);
      const credentials = { phone: "8613800138000", password: "correct horse 1" };
      const user = { ...credentials, phone_confirm: true };
      await fetch(`${auth.emulator.url}/_emulator/users`, { method: "POST", body: JSON.stringify(user) });
      expect((await post("/token?grant_type=password", credentials)).includes("weak_password")).toBe(named);
    },
  );
});
