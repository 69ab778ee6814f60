import { afterAll, beforeAll, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { type HookProcess, processEnv, startHook } from "../support/hook/process.ts";
import { recordings } from "../support/hook/recordings.ts";

let aliyun: AliyunEmulator;
let hook: HookProcess;
beforeAll(async () => {
  aliyun = await createAliyunEmulator();
  aliyun.updateSettings({ flowControl: false });
  hook = await startHook({
    ...processEnv(aliyun.url),
    SEND_SMS_HOOK_SECRETS: recordings[0]?.secrets.join("|"),
  });
});
afterAll(async () => {
  expect(await hook.stop()).toBe(0);
  await aliyun.close();
});

/** Where the release does not say the number, and two readings of the payload are possible. */
const UNSAID = new Set(["phone_change_resend", "otp_after_abandoned_change"]);
const saysNumber = (release: string) => ["v2.186.0", "v2.196.0"].includes(release);

test.each(recordings)(
  "$release $scenario reaches the number that it was for, or nobody",
  async (recording) => {
    aliyun.clearMessages();
    const answer = await hook.send(recording.body, { secrets: recording.secrets });
    const { otp } = JSON.parse(recording.body).sms;
    if (UNSAID.has(recording.scenario) && !saysNumber(recording.release)) {
      expect(answer).toMatchObject({ status: 473 });
      expect(aliyun.messages()).toEqual([]);
      return;
    }
    expect(answer).toMatchObject({ status: 200, contentType: "application/json", body: {} });
    expect(aliyun.messages().map(({ phone, params }) => ({ phone, params }))).toEqual([
      { phone: recording.sentTo, params: { code: otp } },
    ]);
    await expect.poll(() => hook.entries().at(-1)).toMatchObject({
      result: "accepted",
      flow: recording.flow,
    });
  },
);
