import { readFile } from "node:fs/promises";
import { composeHook } from "../hook/compose.ts";
import { createSharedTimeouts } from "../hook/runtime/shared-timeouts.ts";
import { createHost } from "./host.ts";
import { listenOnNode } from "./listen-on-node.ts";
import { NODE_SYSTEM } from "./node-system.ts";
import { openFilesOf } from "./open-files.ts";
import { type Listening, startFailure } from "./start-failure.ts";

const host = createHost(NODE_SYSTEM);

/** Environment → a server on Node; resolves when it listens. */
export async function serveOnNode(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  let listening: Listening | undefined;
  try {
    const { app, config, logStart } = await composeHook(env, {
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
    listening = config.address;
    const openFiles = await readFile("/proc/self/limits", "utf8").then(openFilesOf, () => undefined);
    // Nothing is awaited from here on: who is answered may stop this process at once, and in order.
    const { port, close } = await listenOnNode(app.fetch, listening);
    logStart({ at: `${listening.host}:${port}`, openFiles });
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void host.finish(close));
  } catch (error) {
    process.stderr.write(`${startFailure(error, listening)}\n`);
    await host.end(1);
  }
}
