// deno-lint-ignore-file no-console -- the console is where the platform reads a worker's log
import { waitUntil } from "cloudflare:workers";
import { composeHook, type Hook } from "../hook/compose.ts";
import { startFailure } from "./start-failure.ts";

type Env = Readonly<Record<string, unknown>>;

let composed: Promise<Hook> | undefined;

/**
 * Cloudflare Workers: no address, no process and no start of its own, so the first request composes the hook. What one
 * request began no other may wait for, so they share no timers, and there is no database between them.
 */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    try {
      const { app } = await (composed ??= compose(env));
      return await app.fetch(request);
    } catch (error) {
      composed = undefined;
      console.error(startFailure(error, undefined));
      return new Response("Not configured: see the worker's log\n", { status: 500 });
    }
  },
};

async function compose(env: Env): Promise<Hook> {
  // Bindings may be other things than text: those are none of ours.
  const texts = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => typeof value === "string" ? [[name, value]] : []),
  );
  const hook = await composeHook(texts, {
    now: Date.now,
    randomUuid: () => crypto.randomUUID(),
    fetch: (input, init) => fetch(input, init),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    timeout: (ms) => AbortSignal.timeout(ms),
    writeLog: (line) => console.log(line),
    waitUntil,
  });
  hook.logStart();
  return hook;
}
