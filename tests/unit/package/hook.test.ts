import { describe, expect, test } from "vitest";
import { ConfigError, createHook } from "../../../src/package/hook.ts";
import { signupBody } from "../../support/hook/bodies.ts";
import { ENV } from "../../support/hook/config.ts";
import { FIRST_SECRET, SECOND_SECRET, signAsAuth } from "../../support/hook/signing.ts";

/** Nothing leaves this process: what Auth signs is refused before a send. */
const SILENT = { ...ENV, SMS_SENDING_ENABLED: "false" };

function asAuth(url: string, secret = FIRST_SECRET): Request {
  const body = signupBody();
  const headers = signAsAuth(body, { secrets: [secret] });
  return new Request(url, { method: "POST", headers, body });
}

describe("createHook()", () => {
  test("answers Auth at the root and under any one name, and says each time what became of it", async () => {
    const lines: string[] = [];
    const { fetch } = await createHook(SILENT, { writeLog: (line) => void lines.push(line) });
    for (const path of ["", "send-sms"]) {
      const answer = await fetch(asAuth(`https://example.com/${path}`));
      expect(await answer.json()).toMatchObject({
        error: { message: expect.stringMatching(/^sms_sending_disabled: /) },
      });
    }
    const events = lines.map((line) => JSON.parse(line));
    expect(events.map(({ event, reason }) => reason ?? event)).toEqual([
      "start",
      "sms_sending_disabled",
      "sms_sending_disabled",
    ]);
  });

  test("answers where it is told that Auth calls it, and nowhere else", async () => {
    const { fetch } = await createHook(SILENT, { path: "/api/send-sms", writeLog: () => {} });
    const answer = await fetch(asAuth("https://example.com/api/send-sms"));
    expect(await answer.json()).toMatchObject({
      error: { message: expect.stringMatching(/^sms_sending_disabled: /) },
    });
    expect((await fetch(new Request("https://example.com/api/send-sms/health"))).status).toBe(200);
    expect((await fetch(asAuth("https://example.com/send-sms"))).status).toBe(404);
  });

  test("refuses who does not have the secret", async () => {
    const { fetch } = await createHook(SILENT, { writeLog: () => {} });
    expect((await fetch(asAuth("https://example.com/", SECOND_SECRET))).status).toBe(401);
  });

  test("is not made of variables that do not fit", async () => {
    await expect(createHook({ ...ENV, ALIYUN_SMS_SIGN_NAME: "" })).rejects.toThrow(ConfigError);
  });
});
