// deno-lint-ignore-file no-console -- the console is this process's log and its voice at start
import { composeHook, type Hook } from "../hook/compose.ts";
import { fetchOnce } from "../hook/runtime/fetch-once.ts";
import { createSharedTimeouts } from "../hook/runtime/shared-timeouts.ts";
import { createHost } from "./host.ts";
import { keepListening } from "./keep-listening.ts";
import { type Listening, startFailure } from "./start-failure.ts";

/** What Edge Runtime gives its functions (supabase/edge-runtime ext/runtime/js/namespaces.js); elsewhere it is not. */
declare const EdgeRuntime: { waitUntil(promise: Promise<unknown>): void } | undefined;

// Edge Runtime makes an event of every console call and has its own address and its own way to stop.
const edge = typeof EdgeRuntime === "undefined" ? undefined : EdgeRuntime;
const timeout = (ms: number) => AbortSignal.timeout(ms);
// By a signal, because the first setTimeout loads Deno 2.9's Node timers: 20 ms of every start.
const setTimer = (callback: () => void, ms: number) => timeout(ms).addEventListener("abort", callback);
const host = createHost({ write: (bytes) => Deno.stdout.write(bytes), setTimer, exit: Deno.exit });

/** Environment → a server on Deno or on Edge Runtime; resolves when it listens. */
export async function serveOnDeno(): Promise<void> {
  let listening: Listening | undefined;
  try {
    const hook = await composeHook(Deno.env.toObject(), {
      now: Date.now,
      randomUuid: () => crypto.randomUUID(),
      fetch: fetchOnce(fetch, Deno.version.deno),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      timeout: createSharedTimeouts({ now: Date.now, timeout }),
      writeLog: edge ? (line) => console.log(line) : host.writeLog,
      // Loaded only when asked for: most ledgers are in memory.
      connect: async (...options) => (await import("./connect-postgres.ts")).connectPostgres(...options),
      waitUntil: edge ? (promise) => edge.waitUntil(promise) : host.waitUntil,
    });
    listening = hook.config.address;
    if (edge) {
      // It has its own address, whatever is asked for.
      serve(hook, addressOf(listening));
      return hook.logStart();
    }
    const { addr, stop } = keepListening({
      ...addressOf(listening),
      serve: (at) => serve(hook, at),
      setTimer,
      onEnded: hook.logListenerEnded,
    });
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => void host.finish(stop));
    }
    hook.logStart({ at: `${listening.host}:${addr.port}` });
  } catch (error) {
    console.error(startFailure(error, listening));
    // There is no process to end on Edge Runtime: a function that throws while it boots answers nothing.
    if (edge) throw new Error("Cannot start: see the message above");
    await host.end(1);
  }
}

const addressOf = ({ host: hostname, port }: Listening) => ({ hostname, port });

const serve = ({ app }: Hook, at: { hostname: string; port: number }) =>
  Deno.serve({ ...at, onListen: () => {} }, app.fetch);
