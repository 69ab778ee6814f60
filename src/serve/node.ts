import { createAdaptorServer } from "@hono/node-server";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { composeHook } from "../hook/compose.ts";
import { createSharedTimeouts } from "../hook/runtime/shared-timeouts.ts";
import { createHost } from "./host.ts";
import { openFilesOf } from "./open-files.ts";
import { type Listening, startFailure } from "./start-failure.ts";

/** Auth has sent a request whole long before; whoever has not by then keeps a connection and sends nothing. */
const SLOWEST_REQUEST_MS = 5_000;

const host = createHost({
  write: (bytes) =>
    new Promise((resolve, reject) => {
      process.stdout.write(bytes, (error) => error ? reject(brokenPipe(error)) : resolve(bytes.length));
    }),
  setTimer: setTimeout,
  exit: process.exit,
});
// The write's own callback reports it; without a listener it would end the process as well.
process.stdout.on("error", () => {});

/** Deno's name for it, which `batched-lines.ts` knows. */
function brokenPipe(error: Error): Error {
  if ("code" in error && error.code === "EPIPE") error.name = "BrokenPipe";
  return error;
}

/**
 * Environment → a server on Node; resolves when it listens.
 * @param address in place of `HOST` and `PORT`, where a platform prescribes it
 */
export async function serveOnNode(address: Partial<Listening> = {}): Promise<void> {
  let listening: Listening | undefined;
  try {
    const { app, config, logStart } = await composeHook(process.env, {
      now: Date.now,
      randomUuid: () => crypto.randomUUID(),
      fetch,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      timeout: createSharedTimeouts({ now: Date.now, timeout: (ms) => AbortSignal.timeout(ms) }),
      writeLog: host.writeLog,
      // Loaded only when asked for: most ledgers are in memory.
      connect: async (...options) => (await import("./connect-postgres.ts")).connectPostgres(...options),
      waitUntil: host.waitUntil,
    });
    listening = { ...config.address, ...address };
    const server = createAdaptorServer({
      fetch: app.fetch,
      serverOptions: {
        headersTimeout: SLOWEST_REQUEST_MS,
        requestTimeout: SLOWEST_REQUEST_MS,
        connectionsCheckingInterval: 1_000,
      },
    });
    // What sends nothing at all is no request yet, and has no other timeout.
    server.setTimeout(2 * SLOWEST_REQUEST_MS);
    server.listen(listening.port, listening.host);
    await once(server, "listening");
    const bound = server.address();
    const port = typeof bound === "object" && bound ? bound.port : listening.port;
    const openFiles = await readFile("/proc/self/limits", "utf8").then(openFilesOf, () => undefined);
    logStart({ at: `${listening.host}:${port}`, openFiles });
    const close = () => new Promise((resolve) => server.close(resolve));
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void host.finish(close));
  } catch (error) {
    process.stderr.write(`${startFailure(error, listening)}\n`);
    await host.end(1);
  }
}
