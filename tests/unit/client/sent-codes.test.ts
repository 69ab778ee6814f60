import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSentCodes, type SentCodesOptions } from "../../../src/client/index.ts";

const START = Date.UTC(2026, 5, 1);
const [PHONE, OTHER] = ["+8613800138000", "+85251234567"];

function createDevice(options: Partial<SentCodesOptions> = {}) {
  let time = START;
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  const open = () => createSentCodes({ now: () => time, storage, ...options });
  return { open, stored, pass: (seconds: number) => (time += seconds * 1000) };
}

describe("createSentCodes()", () => {
  test("counts by number, whichever flow sent the code", () => {
    const device = createDevice();
    const codes = device.open();
    codes.sent(PHONE, "sign_in");
    device.pass(20);
    codes.sent(OTHER, "phone_change");
    expect([codes.remainingSeconds(PHONE), codes.remainingSeconds(OTHER)]).toEqual([40, 60]);
    codes.sent(PHONE, "second_factor");
    expect(codes.remainingSeconds(PHONE)).toBe(60);
    device.pass(60);
    expect(codes.remainingSeconds(PHONE)).toBe(0);
  });

  test("knows which code runs, until it is used or too old", () => {
    const device = createDevice({ validSeconds: 300 });
    const codes = device.open();
    codes.sent(PHONE, "sign_in");
    codes.sent(PHONE, "second_factor");
    expect(codes.running(PHONE, "sign_in")).toBe(true);
    expect(codes.running(PHONE, "phone_change")).toBe(false);
    expect(codes.running(OTHER, "sign_in")).toBe(false);
    codes.used(PHONE, "sign_in");
    expect(codes.running(PHONE, "sign_in")).toBe(false);
    expect(codes.remainingSeconds(PHONE)).toBe(60);
    device.pass(299);
    expect(codes.running(PHONE, "second_factor")).toBe(true);
    device.pass(1);
    expect(codes.running(PHONE, "second_factor")).toBe(false);
  });

  test("takes over a wait that a refusal names, and no other", () => {
    const codes = createDevice().open();
    codes.refused(PHONE, {});
    codes.refused(PHONE, { retryAfterSeconds: -3 });
    expect(codes.remainingSeconds(PHONE)).toBe(0);
    codes.refused(PHONE, { retryAfterSeconds: 2_400.2 });
    expect(codes.remainingSeconds(PHONE)).toBe(2_401);
    expect(codes.running(PHONE, "sign_in")).toBe(false);
  });

  test("tells another tab at once, and the same one after a reload", () => {
    const device = createDevice();
    const [here, there] = [device.open(), device.open()];
    here.sent(PHONE, "sign_in");
    expect(there.remainingSeconds(PHONE)).toBe(60);
    there.used(PHONE, "sign_in");
    expect(here.running(PHONE, "sign_in")).toBe(false);
    expect(device.open().remainingSeconds(PHONE)).toBe(60);
  });

  test("waits for an asynchronous storage, and does without one that refuses", async () => {
    const device = createDevice();
    device.open().sent(PHONE, "sign_in");
    const [text = ""] = device.stored.values();
    const late = { getItem: () => Promise.resolve(text), setItem: () => Promise.reject(new Error("full")) };
    const codes = createSentCodes({ now: () => START, storage: late });
    await codes.restored;
    expect(codes.running(PHONE, "sign_in")).toBe(true);
    codes.sent(OTHER, "sign_in");

    const refuse = () => {
      throw new Error("private window");
    };
    const closed = createSentCodes({ now: () => START, storage: { getItem: refuse, setItem: refuse } });
    closed.sent(PHONE, "sign_in");
    expect(closed.remainingSeconds(PHONE)).toBe(60);
  });

  test("does not wait for hours when the device's clock is set back", () => {
    const device = createDevice();
    const codes = device.open();
    codes.sent(PHONE, "sign_in");
    device.pass(-7_200);
    expect(codes.remainingSeconds(PHONE)).toBe(0);
    codes.sent(PHONE, "sign_in");
    expect(codes.remainingSeconds(PHONE)).toBe(60);
  });

  test("writes no number, and keeps no more than it needs", () => {
    const device = createDevice();
    const codes = device.open();
    for (let index = 0; index < 60; index += 1) codes.sent(`+86138001380${index + 10}`, "sign_in");
    const [text = ""] = device.stored.values();
    expect(text).not.toMatch(/1380013/);
    expect(text.split("\n")).toHaveLength(20);
    device.pass(301);
    codes.sent(PHONE, "sign_in");
    expect([...device.stored.values()].join().split("\n")).toHaveLength(1);
  });

  test("reads whatever stands in the storage without harm", () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const storage = { getItem: () => text, setItem: () => {} };
      const codes = createSentCodes({ now: () => START, storage });
      expect(codes.remainingSeconds(PHONE)).toBe(0);
      expect(codes.running(PHONE, "sign_in")).toBe(false);
    }));
  });

  test("keeps numbers apart, with or without their plus sign", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }), {
          minLength: 2,
          maxLength: 2,
        }),
        ([one, two]) => {
          const codes = createDevice().open();
          codes.sent(`+86${one}`, "sign_in");
          expect(codes.remainingSeconds(`86${one}`)).toBe(60);
          expect(codes.remainingSeconds(`+86${two}`)).toBe(0);
        },
      ),
      // One pair in sixteen million is told apart by nothing: the same pairs every time.
      { seed: 14 },
    );
  });
});
