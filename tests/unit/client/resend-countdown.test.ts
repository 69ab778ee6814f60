import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { waitPhrase as waitPhraseOfHook } from "../../../src/hook/gotrue/texts.ts";
import { createResendCountdown, resendLabel, waitPhrase } from "../../../src/client/index.ts";

const START = Date.UTC(2026, 5, 1);

function createClock() {
  let time = START;
  return { now: () => time, pass: (milliseconds: number) => (time += milliseconds) };
}

function createStore(entries: Record<string, string> = {}) {
  const map = new Map(Object.entries(entries));
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    entries: map,
  };
}

describe("createResendCountdown()", () => {
  test("counts a minute down and stops at 0", () => {
    const clock = createClock();
    const countdown = createResendCountdown({ now: clock.now });
    expect(countdown.remainingSeconds()).toBe(0);
    countdown.start();
    expect(countdown.remainingSeconds()).toBe(60);
    clock.pass(59_001);
    expect(countdown.remainingSeconds()).toBe(1);
    clock.pass(10_000);
    expect(countdown.remainingSeconds()).toBe(0);
  });

  test("survives a reload, at once with a synchronous storage", () => {
    const [clock, storage] = [createClock(), createStore()];
    createResendCountdown({ now: clock.now, storage }).start();
    clock.pass(20_000);
    expect(createResendCountdown({ now: clock.now, storage }).remainingSeconds()).toBe(40);
  });

  test("survives a restart with an asynchronous storage once that has answered", async () => {
    const [clock, store] = [createClock(), createStore()];
    const storage = {
      getItem: (key: string) => Promise.resolve(store.getItem(key)),
      setItem: (key: string, value: string) => Promise.resolve(store.setItem(key, value)),
    };
    createResendCountdown({ now: clock.now, storage }).start();
    const restarted = createResendCountdown({ now: clock.now, storage });
    await restarted.restored;
    expect(restarted.remainingSeconds()).toBe(60);
  });

  test("a code sent before the storage has answered wins over what was stored", async () => {
    const clock = createClock();
    const storage = { getItem: () => Promise.resolve(`${START + 600_000}/600`), setItem: () => {} };
    const countdown = createResendCountdown({ now: clock.now, storage });
    countdown.start(30);
    await countdown.restored;
    expect(countdown.remainingSeconds()).toBe(30);
  });

  test("takes over the wait of a refusal, and a shorter one takes nothing away", () => {
    const clock = createClock();
    const countdown = createResendCountdown({ now: clock.now });
    countdown.startFrom({ retryAfterSeconds: 600 });
    countdown.start(60);
    countdown.startFrom({});
    expect(countdown.remainingSeconds()).toBe(600);
    countdown.reset();
    expect(countdown.remainingSeconds()).toBe(0);
  });

  test("countdowns under different keys do not meet", () => {
    const [clock, storage] = [createClock(), createStore()];
    createResendCountdown({ now: clock.now, storage, key: "sign-in" }).start();
    expect(createResendCountdown({ now: clock.now, storage, key: "phone-change" }).remainingSeconds()).toBe(
      0,
    );
  });

  test("a clock that is set back never makes the wait longer than it was", () => {
    const [clock, storage] = [createClock(), createStore()];
    createResendCountdown({ now: clock.now, storage }).start(60);
    clock.pass(-86_400_000);
    const countdown = createResendCountdown({ now: clock.now, storage });
    expect(countdown.remainingSeconds()).toBe(60);
    clock.pass(60_000);
    expect(countdown.remainingSeconds()).toBe(0);
  });

  test.each([
    ["throws", () => {
      throw new Error("SecurityError");
    }],
    ["rejects", () => Promise.reject(new Error("full"))],
  ])("works for the page when the storage %s", async (_, refuse) => {
    const clock = createClock();
    const countdown = createResendCountdown({
      now: clock.now,
      storage: { getItem: refuse, setItem: refuse },
    });
    await countdown.restored;
    countdown.start();
    expect(countdown.remainingSeconds()).toBe(60);
  });

  test("whatever is stored, the wait is a whole number of seconds that ends", () => {
    const key = "sms-resend-countdown";
    const stored = fc.oneof(fc.string(), fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => `${START + a}/${b}`));
    fc.assert(fc.property(stored, (text) => {
      const clock = createClock();
      const countdown = createResendCountdown({ now: clock.now, storage: createStore({ [key]: text }) });
      const seconds = countdown.remainingSeconds();
      expect(Number.isSafeInteger(seconds) && seconds >= 0).toBe(true);
      clock.pass(seconds * 1000);
      expect(countdown.remainingSeconds()).toBe(0);
    }));
  });

  test("never rises by itself and never ends early", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 20_000 }));
    fc.assert(fc.property(fc.integer({ min: 1, max: 3600 }), steps, (wait, passes) => {
      const clock = createClock();
      const countdown = createResendCountdown({ now: clock.now });
      countdown.start(wait);
      let [last, passed] = [countdown.remainingSeconds(), 0];
      expect(last).toBe(wait);
      for (const step of passes) {
        passed += step;
        clock.pass(step);
        const next = countdown.remainingSeconds();
        expect(next).toBeLessThanOrEqual(last);
        expect(next * 1000).toBeGreaterThanOrEqual(wait * 1000 - passed);
        last = next;
      }
    }));
  });

  test.each([Number.NaN, -5, 0, Number.POSITIVE_INFINITY, 1e21, 2_592_001])(
    "start(%d) starts nothing",
    (seconds) => {
      const countdown = createResendCountdown({ now: () => START });
      countdown.start(seconds);
      expect(countdown.remainingSeconds()).toBe(0);
    },
  );
});

test("whatever is asked for or stored, the wait is at most a month and its label has a number that fits", () => {
  const seconds = fc.oneof(fc.double(), fc.integer(), fc.maxSafeNat());
  fc.assert(fc.property(seconds, seconds, (asked, refused) => {
    const clock = createClock();
    const storage = createStore({ "sms-resend-countdown": `${START + 1e15}/${refused}` });
    const countdown = createResendCountdown({ now: clock.now, storage });
    countdown.start(asked);
    countdown.startFrom({ retryAfterSeconds: refused });
    const remaining = countdown.remainingSeconds();
    expect(Number.isInteger(remaining) && remaining >= 0 && remaining <= 30 * 86_400).toBe(true);
    for (const label of [resendLabel(asked, "en"), resendLabel(remaining, "zh")]) {
      expect(label).toMatch(
        /^(?:Resend code|Resend in \d{1,3} (?:s|min|h)|重新发送|\d{1,3}(?:秒|分钟|小时)后重发)$/,
      );
    }
    for (const phrase of [waitPhrase("en", asked), waitPhrase("zh", refused)]) {
      expect(phrase).not.toMatch(/\d{5}|e\+|NaN|Infinity|-/);
    }
  }));
});

test("labels and waits read naturally", () => {
  expect([resendLabel(900, "en"), resendLabel(86_400, "zh")]).toEqual(["Resend in 15 min", "24小时后重发"]);
  expect([resendLabel(42, "en"), resendLabel(0, "en")]).toEqual(["Resend in 42 s", "Resend code"]);
  expect([resendLabel(41.2, "zh"), resendLabel(-1, "zh")]).toEqual(["42秒后重发", "重新发送"]);
  expect([waitPhrase("en", 1), waitPhrase("en", 119), waitPhrase("en", 121)])
    .toEqual(["in 1 second", "in 119 seconds", "in 3 minutes"]);
});

test("a wait is said alike by the hook and by the client", () => {
  fc.assert(fc.property(fc.option(fc.double(), { nil: undefined }), (seconds) => {
    for (const language of ["en", "zh"] as const) {
      expect(waitPhrase(language, seconds)).toBe(waitPhraseOfHook(language, seconds));
    }
  }));
});
