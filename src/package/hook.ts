import { Hono } from "hono/tiny";
import { composeHook } from "../hook/compose.ts";

export { ConfigError } from "../hook/config/env-reader.ts";

export interface CreateHookOptions {
  /** Where Auth calls it, such as `/api/send-sms`; by default the root or any one name, such as `/send-sms`. */
  readonly path?: string;
  /** Takes each line of the log, which is an object in JSON; by default the console does. */
  readonly writeLog?: (line: string) => void;
  /** Of a host that ends or freezes between requests: keeps it until the promise is settled. */
  readonly waitUntil?: (promise: Promise<unknown>) => void;
}

export interface SendSmsHook {
  /** A handler as Hono, Next.js, Bun, Deno and `Request`-shaped servers take it; it needs no `this`. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * The Send SMS hook for a server of one's own.
 * @param env the variables of docs/configuration.md, for example `process.env`
 * @throws {ConfigError} If they do not fit; it names each that is wrong, in English and Chinese.
 */
export async function createHook(
  env: Readonly<Record<string, string | undefined>>,
  { path, writeLog = toConsole, waitUntil }: CreateHookOptions = {},
): Promise<SendSmsHook> {
  const { app, logStart } = await composeHook(env, {
    now: Date.now,
    randomUuid: () => crypto.randomUUID(),
    fetch: (input, init) => fetch(input, init),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    // Not shared between requests: on some hosts one may not wait for what another began.
    timeout: (ms) => AbortSignal.timeout(ms),
    writeLog,
    // Loaded only when asked for: most ledgers are in memory.
    connect: async (...options) => (await import("../serve/connect-postgres.ts")).connectPostgres(...options),
    ...(waitUntil && { waitUntil }),
  });
  logStart();
  const mounted = path === undefined ? app : new Hono().mount(path, app.fetch);
  return { fetch: async (request) => await mounted.fetch(request) };
}

// deno-lint-ignore no-console -- a library has no other voice
const toConsole = (line: string): void => console.log(line);
