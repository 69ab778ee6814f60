// deno-lint-ignore-file no-console -- the console is this process's log and its voice at start
import { composeHook } from "../../../src/hook/compose.ts";
import { ConfigError } from "../../../src/hook/config/env-reader.ts";
import { fetchOnce } from "../../../src/hook/runtime/fetch-once.ts";
import { createBatchedLines } from "../../../src/hook/runtime/batched-lines.ts";
import { createSharedTimeouts } from "../../../src/hook/runtime/shared-timeouts.ts";

// Edge Runtime makes an event of every console call and has its own address and its own way to stop.
const onEdge = "EdgeRuntime" in globalThis;
/** Above the four seconds that a request may take. */
const STOP_WITHIN_MS = 4_500;
/** What the last lines of the log have at least, should their reader be slow or gone. */
const LAST_LINES_MS = 300;
const timeout = (ms: number) => AbortSignal.timeout(ms);
// By a signal, because the first setTimeout loads Deno 2.9's Node timers: 20 ms of every start.
const setTimer = (callback: () => void, ms: number) => timeout(ms).addEventListener("abort", callback);
const after = (ms: number) => new Promise<void>((resolve) => setTimer(resolve, ms));
const lines = createBatchedLines({
  write: (bytes) => Deno.stdout.write(bytes),
  setTimer,
  now: Date.now,
});

async function stop(code: number, reader: Promise<unknown> = after(LAST_LINES_MS)): Promise<never> {
  await Promise.race([lines.flush(), reader]);
  Deno.exit(code);
}
async function fail(message: string): Promise<never> {
  console.error(message);
  if (!onEdge) await stop(1);
  // There is no process to end on Edge Runtime: a function that throws while it boots answers nothing.
  throw new Error("Cannot start: see the message above");
}

const address = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
try {
  const hook = await composeHook(Deno.env.toObject(), {
    now: Date.now,
    randomUuid: () => crypto.randomUUID(),
    fetch: fetchOnce(fetch, Deno.version.deno),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    timeout: createSharedTimeouts({ now: Date.now, timeout }),
    writeLog: onEdge ? (line) => console.log(line) : lines.writeLine,
  });
  address.port = hook.config.port;
  const server = Deno.serve(address, hook.app.fetch);
  // Finishes the requests that it has begun, writes the last lines, then ends. A client that never finishes its own
  // holds shutdown() up for ever; no send takes longer than this.
  const finish = async () => {
    const late = after(STOP_WITHIN_MS);
    await Promise.race([server.shutdown(), late]);
    await stop(0, Promise.all([late, after(LAST_LINES_MS)]));
  };
  if (!onEdge) {
    for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => void finish());
  }
  hook.logStart(onEdge ? undefined : `${address.hostname}:${server.addr.port}`);
} catch (error) {
  await fail(sentenceOf(error));
}

/** What the operator can do something about; anything else is a fault of ours and is thrown with its trace. */
function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) throw error;
  if (error.name === "AddrInUse") {
    return `Cannot listen on 127.0.0.1:${address.port}: the port is taken; set PORT to another / ` +
      "端口被占用，请将 PORT 设为其他端口";
  }
  if (error.name === "NotCapable") {
    return `Cannot start: Deno must run it with --allow-net --allow-env (with pop-core also ` +
      "--allow-sys=hostname) / 无法启动：运行 Deno 时需加 --allow-net --allow-env" +
      `（使用 pop-core 时还需 --allow-sys=hostname）: ${error.message}`;
  }
  throw error;
}
