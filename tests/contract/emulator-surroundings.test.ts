import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { type AuthEmulator, createAuthEmulator } from "../../src/emulator/gotrue/index.ts";

let emulator: AliyunEmulator;
let auth: AuthEmulator;
beforeAll(async () => {
  emulator = await createAliyunEmulator();
  auth = await createAuthEmulator({
    release: "2.196",
    settings: {
      externalPhoneEnabled: true,
      rateLimitSmsSent: { events: 2, perMs: 3_600_000, refill: "window" },
    },
  });
});
afterAll(async () => {
  await emulator.close();
  await auth.close();
});

const ask = async (path: string, method = "GET", body?: object) => {
  const given = body === undefined ? {} : { body: JSON.stringify(body) };
  return JSON.parse(await (await fetch(`${emulator.url}/_emulator${path}`, { method, ...given })).text());
};
const askForCode = async (phone: string) => {
  const answer = await fetch(`${auth.url}/otp`, { method: "POST", body: JSON.stringify({ phone }) });
  return JSON.parse(await answer.text()).error_code;
};

describe("what stands around the Alibaba Cloud emulator", () => {
  test("is nothing while it is alone", async () => {
    expect(await ask("/surroundings")).toEqual({ pageUrl: null, auth: null, verdicts: [] });
  });

  test("is a page and an Auth, whose hourly limit is shown, whose clock goes on, and whose limit a reset clears", async () => {
    let aheadSeconds = 0;
    emulator.setNeighbours({
      pageUrl: "http://127.0.0.1:3000",
      auth: {
        quota: () => ({ perHour: 2, left: auth.smsQuota().left }),
        codeSeconds: 300,
        advanceClock: (seconds) => void (aheadSeconds += seconds),
        resetQuota: auth.resetSmsQuota,
      },
    });
    // Without a hook each of them fails, and is counted none the less.
    expect(await askForCode("8613800000001")).not.toBe("over_sms_send_rate_limit");
    expect(await ask("/surroundings")).toMatchObject({
      pageUrl: "http://127.0.0.1:3000",
      auth: { perHour: 2, left: 1, codeSeconds: 300 },
    });
    await askForCode("8613800000002");
    expect(await askForCode("8613800000003")).toBe("over_sms_send_rate_limit");
    await ask("/clock", "PUT", { advanceSeconds: 60 });
    expect(aheadSeconds).toBe(60);
    await ask("/reset", "POST");
    expect(auth.smsQuota()).toMatchObject({ events: 2, left: 2 });
    expect(await askForCode("8613800000003")).not.toBe("over_sms_send_rate_limit");
  });

  test("says what the hook made of requests, until a reset", async () => {
    const verdict = { outId: "0a1b", result: "accepted", reason: null, flow: "signin" };
    emulator.noteVerdict(verdict);
    expect((await ask("/surroundings")).verdicts).toEqual([verdict]);
    await ask("/reset", "POST");
    expect((await ask("/surroundings")).verdicts).toEqual([]);
  });
});
