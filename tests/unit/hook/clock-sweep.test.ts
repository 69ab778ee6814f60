import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createHookUnderTest } from "../../support/hook/app.ts";
import { payloadOf } from "../../support/hook/examples.ts";
import { NOON } from "../../support/hook/runtime.ts";
import { signAsAuth } from "../../support/hook/signing.ts";

// Auth's clock and the function's are of two machines: WSL after a sleep, a container host, a drifting VM.
const OFFSETS = Array.from({ length: 25 }, (_, i) => -6_000 + 500 * i);
/** Where in its second Auth's first attempt falls, ms. */
const SECONDS = [0, 1, 499, 500, 999];

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOON }));
afterEach(() => void vi.useRealTimers());

/** One attempt of Auth, `age` ms after its first, at a function whose clock is `ahead` ms ahead. */
async function attemptAt({ age, ahead, second }: { age: number; ahead: number; second: number }) {
  const firstAttempt = NOON + second;
  const now = firstAttempt + age;
  vi.setSystemTime(now + ahead);
  const hook = await createHookUnderTest();
  const time = new Date(firstAttempt).toISOString();
  const body = JSON.stringify(payloadOf({ metadata: { uuid: crypto.randomUUID(), time } }));
  const response = await hook.send(body, { headers: { ...signAsAuth(body, { at: now }) } });
  return { ...hook, answer: await response.text() };
}

describe.each(OFFSETS)("a clock that is %i ms ahead of Auth's", (ahead) => {
  test.each(SECONDS)("sends one SMS for a first attempt at %i ms of its second", async (second) => {
    const { answer, calls } = await attemptAt({ age: 0, ahead, second });
    expect(answer).toBe("{}");
    expect(calls).toHaveLength(1);
  });

  test.each(SECONDS)("sends one for a second attempt after two seconds, at %i ms", async (second) => {
    const { answer, calls } = await attemptAt({ age: 2_050, ahead, second });
    expect(answer).toBe("{}");
    expect(calls).toHaveLength(1);
  });

  test("is in the log", async () => {
    const { entry } = await attemptAt({ age: 0, ahead, second: 0 });
    const expected = ahead < 0 ? ahead : Math.max(0, ahead - 999);
    expect(entry().clockAheadMs ?? 0).toBe(expected);
  });
});
