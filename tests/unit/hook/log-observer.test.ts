import { describe, expect, test } from "vitest";
import type { UnsignedFailure } from "../../../src/hook/failure.ts";
import { createLogObserver } from "../../../src/hook/log/log-observer.ts";
import type { LogEntry } from "../../../src/hook/log/log-entry.ts";
import { err, ok } from "../../../src/hook/result.ts";

const UNSIGNED: UnsignedFailure = { reason: "signature_invalid", cause: "no secret matches the signature" };

function setUp() {
  const entries: LogEntry[] = [];
  const observe = createLogObserver((entry) => void entries.push(entry));
  return {
    entries,
    at: (ms: number, failure?: UnsignedFailure) =>
      observe({ arrivedAt: ms }, failure ? err(failure) : ok(undefined), ms),
  };
}

describe("the log's observer", () => {
  test("writes a line for every request of Auth, however many come at once", () => {
    const { entries, at } = setUp();
    for (let i = 0; i < 50; i++) at(0);
    expect(entries).toHaveLength(50);
  });

  test("lets one line in ten seconds stand for everything unsigned of one cause, and counts the rest", () => {
    const { entries, at } = setUp();
    for (let ms = 0; ms <= 20_000; ms += 10) at(ms, UNSIGNED);
    expect(entries).toHaveLength(3);
    expect(entries[0]?.unwritten).toBeUndefined();
    expect(entries[1]).toMatchObject({ event: "send_sms", cause: UNSIGNED.cause, unwritten: 999 });
  });

  test("writes the first of each cause", () => {
    const { entries, at } = setUp();
    at(0, UNSIGNED);
    at(0, { reason: "request_refused", status: 405, cause: "the hook is called with POST" });
    expect(entries).toHaveLength(2);
  });

  test("is not silenced by a clock that was set back", () => {
    const { entries, at } = setUp();
    at(86_400_000, UNSIGNED);
    at(0, UNSIGNED);
    expect(entries).toHaveLength(2);
  });
});
