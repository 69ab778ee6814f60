import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBatchedLines } from "../../../src/hook/runtime/batched-lines.ts";
import { createFakeTimers } from "../../support/hook/fake-timers.ts";

/** A pipe as the system gives it: takes what it has room for, and then waits or says that it would have to. */
function createFakePipe(room = Infinity) {
  const decoder = new TextDecoder();
  let read = "";
  let refusal: Error | undefined;
  let waiting: (() => void) | undefined;
  return {
    writes: 0,
    read: () => read,
    async write(this: { writes: number }, bytes: Uint8Array): Promise<number> {
      this.writes++;
      while (room === 0 && refusal === undefined) await new Promise<void>((resolve) => waiting = resolve);
      if (refusal !== undefined && room === 0) throw refusal;
      const taken = Math.min(room, bytes.length);
      room -= taken;
      read += decoder.decode(bytes.subarray(0, taken), { stream: true });
      return taken;
    },
    makeRoom(bytes: number) {
      room += bytes;
      refusal = undefined;
      waiting?.();
    },
    refuse(name: string) {
      refusal = Object.assign(new Error("of the pipe"), { name });
      room = 0;
    },
  };
}

function setUp(room?: number) {
  const timers = createFakeTimers();
  const pipe = createFakePipe(room);
  const lines = createBatchedLines({
    write: (bytes) => pipe.write(bytes),
    setTimer: timers.setTimer,
    now: timers.now,
  });
  /** Lets time pass and every promise that it settles. */
  async function pass(ms: number) {
    timers.advance(ms);
    for (let i = 0; i < 50; i++) await Promise.resolve();
  }
  return { ...lines, pipe, pass };
}

describe("lines of the log", () => {
  test("are written together, twenty milliseconds after the first", async () => {
    const { writeLine, pipe, pass } = setUp();
    writeLine("a");
    await pass(19);
    writeLine("b");
    expect(pipe.read()).toBe("");
    await pass(1);
    expect(pipe.read()).toBe("a\nb\n");
    expect(pipe.writes).toBe(1);
  });

  test("are all out when flush() resolves, and none twice", async () => {
    const { writeLine, flush, pipe, pass } = setUp();
    writeLine("a");
    const first = flush();
    writeLine("b");
    await Promise.all([first, flush()]);
    await pass(100);
    expect(pipe.read()).toBe("a\nb\n");
  });

  test("survive a pipe that takes a few bytes at a time, in the middle of a character", async () => {
    const { writeLine, flush, pipe, pass } = setUp(5);
    writeLine("验证码已发送");
    const done = flush();
    for (let i = 0; i < 20; i++) {
      await pass(0);
      pipe.makeRoom(1);
    }
    await done;
    expect(pipe.read()).toBe("验证码已发送\n");
  });

  test("wait for a reader that has stopped without holding anybody up, and come in their order", async () => {
    const { writeLine, pipe, pass } = setUp(0);
    writeLine("a");
    await pass(20);
    writeLine("b");
    await pass(60_000);
    writeLine("c");
    expect(pipe.read()).toBe("");
    pipe.makeRoom(1_000);
    await pass(0);
    expect(pipe.read()).toBe("a\nb\nc\n");
    writeLine("d");
    await pass(20);
    expect(pipe.read()).toBe("a\nb\nc\nd\n");
  });

  test.each([["a full pipe says so in place of waiting", "WouldBlock"], ["a disk is full", "Error"]])(
    "are tried again where %s",
    async (_, name) => {
      const { writeLine, pipe, pass } = setUp();
      pipe.refuse(name);
      writeLine("a");
      await pass(20);
      await pass(50);
      expect(pipe.writes).toBe(2);
      pipe.makeRoom(1_000);
      await pass(50);
      expect(pipe.read()).toBe("a\n");
    },
  );

  test("beyond a megabyte are dropped, and one says how many and where", async () => {
    const { writeLine, flush, pipe, pass } = setUp(0);
    writeLine("first");
    await pass(20);
    for (let i = 0; i < 1_500; i++) writeLine(String(i).padEnd(999, "x"));
    pipe.makeRoom(Infinity);
    await flush();
    writeLine("last");
    await flush();
    const read = pipe.read().trimEnd().split("\n");
    const kept = read.filter((line) => line.endsWith("x")).length;
    expect(kept).toBeGreaterThan(1_000);
    expect(read[0]).toBe("first");
    expect(read.at(-1)).toBe("last");
    expect(JSON.parse(read.at(-2) ?? "")).toEqual({
      time: expect.stringMatching(/Z$/),
      level: "error",
      event: "log_lines_lost",
      lines: 1_500 - kept,
    });
  });

  test("are written even where one alone is larger than what may wait, and so are those after it", async () => {
    const { writeLine, pipe, pass } = setUp();
    const large = "x".repeat(1_100_000);
    writeLine(large);
    await pass(20);
    writeLine("b");
    await pass(20);
    expect(pipe.read()).toBe(`${large}\nb\n`);
  });

  test("are given up after a broken pipe, without another write", async () => {
    const { writeLine, flush, pipe, pass } = setUp();
    pipe.refuse("BrokenPipe");
    for (const line of ["a", "b", "c"]) {
      writeLine(line);
      await pass(20);
    }
    await flush();
    expect(pipe.writes).toBe(1);
  });

  test("are tried again, twenty times a second, where a write takes nothing", async () => {
    const timers = createFakeTimers();
    let writes = 0;
    const write = () => Promise.resolve(++writes === 3 ? 2 : 0);
    const { writeLine, flush } = createBatchedLines({ write, setTimer: timers.setTimer, now: timers.now });
    writeLine("a");
    const done = flush();
    for (let i = 0; i < 4; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      timers.advance(50);
    }
    await done;
    expect(writes).toBe(3);
  });

  test("are neither lost nor reordered, however time passes and the pipe empties", async () => {
    const step = fc.oneof(
      fc.string({ maxLength: 200 }).map((line) => line.replaceAll("\n", " ")),
      fc.nat(10),
      fc.record({ room: fc.nat(400) }),
    );
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const { writeLine, flush, pipe, pass } = setUp(0);
      let written = "";
      for (const one of steps) {
        if (typeof one === "number") await pass(one);
        else if (typeof one === "object") pipe.makeRoom(one.room);
        else {
          writeLine(one);
          written += `${one}\n`;
        }
      }
      pipe.makeRoom(Infinity);
      await flush();
      expect(pipe.read()).toBe(written);
    }));
  });
});
