// deno-lint-ignore-file no-console -- the console is this process's log and its voice at start
import { composeHook } from "../../../src/hook/compose.ts";
import { ConfigError } from "../../../src/hook/config-variables.ts";

function fail(message: string): never {
  console.error(message);
  Deno.exit(1);
}

const hook = await composeHook(Deno.env.toObject(), {
  now: Date.now,
  randomUuid: () => crypto.randomUUID(),
  fetch,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  timeout: (ms) => AbortSignal.timeout(ms),
  writeLog: (line) => console.log(line),
}).catch((error: unknown) => {
  if (error instanceof ConfigError) fail(error.message);
  throw error;
});

// Edge Runtime has its own address and its own way to stop; it ignores these.
const address = { hostname: "127.0.0.1", port: hook.config.port, onListen: () => {} };
try {
  const server = Deno.serve(address, hook.app.fetch);
  if (!("EdgeRuntime" in globalThis)) {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      // Finishes the requests that it has begun, then ends.
      Deno.addSignalListener(signal, () => void server.shutdown().then(() => Deno.exit(0)));
    }
  }
} catch (error) {
  if (!(error instanceof Deno.errors.AddrInUse)) throw error;
  fail(
    `Cannot listen on 127.0.0.1:${address.port}: the port is taken; set PORT to another / 端口被占用，请将 PORT 设为其他端口`,
  );
}
