import fc from "fast-check";
import { describe, expect, test } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };
import { fetchOnce } from "../../../src/hook/runtime/fetch-once.ts";
import { StreamedText } from "../../../src/hook/runtime/streamed-text.ts";
import { createSharedTimeouts } from "../../../src/hook/runtime/shared-timeouts.ts";
import { createFakeTimers } from "../../support/hook/fake-timers.ts";
import { NOON } from "../../support/hook/runtime.ts";

const newestDeno = packageJson.devDependencies["deno-latest"].replace("npm:deno@", "");

describe("fetchOnce()", () => {
  const bodyOf = (release: string, text = "a=b") => {
    let body: unknown;
    const fetch = (_: unknown, init?: RequestInit) => {
      body = init?.body;
      return Promise.resolve(new Response());
    };
    void fetchOnce(fetch, release)("http://127.0.0.1/", { method: "POST", body: text });
    return body;
  };

  test.each(["2.1.4", "2.6.10", "1.46.3", "supabase-edge-runtime-1.70.2 (compatible with Deno v2.1.4)"])(
    "leaves the body as it is on %s, which sends it once",
    (release) => expect(bodyOf(release)).toBe("a=b"),
  );

  test.each(["2.7.0", "2.8.3", "2.9.6", "compatible with Deno v2.9.1"])(
    "streams it on %s, which cannot send a stream again",
    async (release) => {
      const body = bodyOf(release, "a=验证码");
      if (!(body instanceof StreamedText)) throw new Error("It is not streamed");
      expect(body.size).toBe(11);
      expect(await new Response(body.stream()).text()).toBe("a=验证码");
    },
  );

  test.each(["2.9.7", "2.10.0-rc.1", "3.0.0", "unknown"])(
    "gives a true Blob to %s, of which nobody knows how it reads another",
    async (release) => {
      const body = bodyOf(release);
      expect(body).not.toBeInstanceOf(StreamedText);
      expect(body instanceof Blob && await body.text()).toBe("a=b");
    },
  );

  test("knows the release that the tests run on, and none that is newer", () => {
    const [major, minor, patch = 0] = newestDeno.split(".").map(Number);
    expect(bodyOf(newestDeno)).toBeInstanceOf(StreamedText);
    expect(bodyOf(`${major}.${minor}.${patch + 1}`)).not.toBeInstanceOf(StreamedText);
  });
});

describe("createSharedTimeouts()", () => {
  test("gives a signal that aborts at most 50 ms early and never late", () => {
    fc.assert(fc.property(fc.nat(1_000), fc.nat(5_000), (start, ms) => {
      const timers = createFakeTimers(NOON + start);
      const signal = createSharedTimeouts(timers)(ms);
      let passed = 0;
      for (; !signal.aborted && passed <= ms; passed++) timers.advance(passed === 0 ? 0 : 1);
      expect(signal.aborted).toBe(true);
      expect(passed - 1).toBeLessThanOrEqual(ms);
      expect(passed - 1).toBeGreaterThan(ms - 50 - 1);
    }));
  });

  test("shares a timer between deadlines that are close, and gives a new signal afterwards", () => {
    const timers = createFakeTimers(NOON);
    const timeout = createSharedTimeouts(timers);
    const first = timeout(4_000);
    timers.advance(10);
    expect(timeout(4_000)).toBe(first);
    expect(timers.pending()).toBe(1);
    timers.advance(4_000);
    expect(first.aborted).toBe(true);
    expect(timeout(4_000).aborted).toBe(false);
  });
});
