import { describe, expect, test } from "vitest";
import { postForm } from "../../../src/hook/aliyun/post-form.ts";
import { withOwnSignal } from "../../../src/hook/runtime/own-signal.ts";
import { waitersOf } from "../../../src/hook/runtime/within.ts";

const reason = new DOMException("The time is over", "TimeoutError");

/** The signal that is lent; what was begun goes on until it is told how to end. */
function lend(shared: AbortSignal) {
  let end: { resolve: (value: string) => void; reject: (error: unknown) => void } | undefined;
  let own: AbortSignal | undefined;
  const result = withOwnSignal(shared, (signal) => {
    own = signal;
    return new Promise<string>((resolve, reject) => end = { resolve, reject });
  });
  if (own === undefined || end === undefined) throw new Error("It was not begun");
  return { own, result, ...end };
}

describe("withOwnSignal()", () => {
  test("lends one that aborts with the shared one and for its reason", () => {
    const shared = new AbortController();
    const [first, second] = [lend(shared.signal), lend(shared.signal)];
    expect(first.own).not.toBe(shared.signal);
    expect([first.own.aborted, second.own.aborted]).toEqual([false, false]);
    shared.abort(reason);
    expect([first.own.reason, second.own.reason]).toEqual([reason, reason]);
  });

  test("lends one that has aborted already where the shared one has, and waits for nothing", () => {
    const shared = AbortSignal.abort(reason);
    expect(lend(shared).own.reason).toBe(reason);
    expect(waitersOf(shared).size).toBe(0);
  });

  test("hands the end on, and leaves nothing at the shared one, whichever it was", async () => {
    const shared = new AbortController();
    const [well, badly, late] = [lend(shared.signal), lend(shared.signal), lend(shared.signal)];
    well.resolve("an answer");
    badly.reject(new TypeError("broken"));
    expect(await well.result).toBe("an answer");
    await expect(badly.result).rejects.toThrow("broken");
    expect(waitersOf(shared.signal).size).toBe(1);
    shared.abort(reason);
    expect([well.own.aborted, badly.own.aborted, late.own.aborted]).toEqual([false, false, true]);
  });
});

describe("postForm()", () => {
  const form = { url: "https://provider.example/", headers: {}, form: "a=b" };

  test("hears of the shared deadline until the body is read, and leaves nothing at it", async () => {
    const shared = new AbortController();
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    let given: AbortSignal | null | undefined;
    const posting = postForm(
      (_, init) => {
        given = init?.signal;
        return Promise.resolve(new Response(readable));
      },
      form,
      shared.signal,
    );
    const writer = writable.getWriter();
    await writer.write(new TextEncoder().encode('{"Code":'));
    expect(waitersOf(shared.signal).size).toBe(1);
    await Promise.all([writer.write(new TextEncoder().encode('"OK"}')), writer.close(), posting]);
    expect(await posting).toMatchObject({ status: "answered", body: { Code: "OK" } });
    expect(waitersOf(shared.signal).size).toBe(0);
    shared.abort(reason);
    expect(given?.aborted).toBe(false);
  });
});
