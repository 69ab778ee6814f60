// deno-lint-ignore-file no-console -- the console is this process's log and its voice at start
import { composeHook } from "../../../src/hook/compose.ts";
import { ConfigError } from "../../../src/hook/config-variables.ts";
import { createBatchedLines } from "../../../src/hook/log/batched-lines.ts";
import { createSharedTimeouts } from "../../../src/hook/shared-timeouts.ts";

// Edge Runtime makes an event of every console call and has its own address and its own way to stop.
const onEdge = "EdgeRuntime" in globalThis;
/** Above the four seconds that a request may take. */
const STOP_WITHIN_MS = 4_500;
const timeout = (ms: number) => AbortSignal.timeout(ms);
const utf8 = new TextEncoder();
const lines = createBatchedLines({
  write: (text) => {
    for (let rest = utf8.encode(text); rest.length > 0;) rest = rest.subarray(Deno.stdout.writeSync(rest));
  },
  // By a signal, because the first setTimeout loads Deno 2.9's Node timers: 20 ms of every start.
  setTimer: (callback, ms) => timeout(ms).addEventListener("abort", callback),
});

function stop(code: number): never {
  lines.flush();
  Deno.exit(code);
}
function fail(message: string): never {
  console.error(message);
  if (!onEdge) stop(1);
  // There is no process to end on Edge Runtime: a function that throws while it boots answers nothing.
  throw new Error("Cannot start: see the message above");
}

const hook = await composeHook(Deno.env.toObject(), {
  now: Date.now,
  randomUuid: () => crypto.randomUUID(),
  fetch,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  timeout: createSharedTimeouts({ now: Date.now, timeout }),
  writeLog: onEdge ? (line) => console.log(line) : lines.writeLine,
}).catch((error: unknown) => {
  if (error instanceof ConfigError) fail(error.message);
  throw error;
});

const address = { hostname: "127.0.0.1", port: hook.config.port, onListen: () => {} };
try {
  const server = Deno.serve(address, hook.app.fetch);
  if (!onEdge) {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      // Finishes the requests that it has begun, writes the last lines, then ends. A client that never finishes
      // its own holds shutdown() up for ever; no send takes longer than this.
      const late = () => new Promise((resolve) => timeout(STOP_WITHIN_MS).addEventListener("abort", resolve));
      Deno.addSignalListener(
        signal,
        () => void Promise.race([server.shutdown(), late()]).then(() => stop(0)),
      );
    }
  }
} catch (error) {
  if (!(error instanceof Deno.errors.AddrInUse)) throw error;
  fail(
    `Cannot listen on 127.0.0.1:${address.port}: the port is taken; set PORT to another / 端口被占用，请将 PORT 设为其他端口`,
  );
}
