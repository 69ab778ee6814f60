import { serve } from "@hono/node-server";
import { composeHook } from "../../src/hook/compose.ts";
import { ConfigError } from "../../src/hook/config/env-reader.ts";
import { createBatchedLines } from "../../src/hook/runtime/batched-lines.ts";
import { createSharedTimeouts } from "../../src/hook/runtime/shared-timeouts.ts";

// The same function on Node: nothing below supabase/functions/send-sms/index.ts names a runtime.
const lines = createBatchedLines({
  write: (bytes) =>
    new Promise((resolve, reject) => {
      process.stdout.write(bytes, (error) => error ? reject(error) : resolve(bytes.length));
    }),
  setTimer: setTimeout,
  now: Date.now,
});

const { app, config, logStart } = await composeHook(process.env, {
  now: Date.now,
  randomUuid: () => crypto.randomUUID(),
  fetch,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  timeout: createSharedTimeouts({ now: Date.now, timeout: (ms) => AbortSignal.timeout(ms) }),
  writeLog: lines.writeLine,
}).catch((error: unknown) => {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: config.port });
logStart();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => server.close(() => void lines.flush().then(() => process.exit(0))));
}
