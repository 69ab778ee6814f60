import { AsyncLocalStorage } from "node:async_hooks";
import process from "node:process";
import { composeHook } from "../hook/compose.ts";
import { createSharedTimeouts } from "../hook/runtime/shared-timeouts.ts";
import {
  type FunctionComputeRequest,
  readFunctionComputeRequest,
  withRequestId,
} from "./function-compute-request.ts";
import { createHost } from "./host.ts";
import { listenOnNode } from "./listen-on-node.ts";
import { NODE_SYSTEM } from "./node-system.ts";
import { type Listening, startFailure } from "./start-failure.ts";

/** On 127.0.0.1 the platform waits in vain until the start times out (Alibaba Cloud Help 209242). */
const LISTENING = { HOST: "0.0.0.0", PORT: "9000" };
/** What an answer waits for its own line of the log, should the log's reader be slow. */
const LINE_MS = 100;
/** The platform's calls of an instance's life; Function Compute 3 makes no use of `pre-freeze` any more. */
const LIFE = new Set(["POST /initialize", "GET /pre-freeze", "GET /pre-stop"]);

const host = createHost(NODE_SYSTEM);
const running = new AsyncLocalStorage<FunctionComputeRequest>();

/** An instance stands still from its last answer to its next request, so nothing is left for the time in between. */
async function serveOnFunctionCompute(): Promise<void> {
  let listening: Listening | undefined;
  try {
    const env = process.env;
    const { app, config, logStart } = await composeHook(
      { ...env, HOST: LISTENING.HOST, PORT: env["PORT"] || LISTENING.PORT },
      {
        now: Date.now,
        randomUuid: () => crypto.randomUUID(),
        fetch: fetchAnew,
        sleep: after,
        timeout: createSharedTimeouts({ now: Date.now, timeout: (ms) => AbortSignal.timeout(ms) }),
        writeLog: (line) => host.writeLog(withRequestId(line, running.getStore()?.id)),
        connect: async (url, { ca }) =>
          (await import("./connect-postgres.ts")).connectPostgres(url, { ca, restedMs: 0 }),
        // No waitUntil: what must not be lost is done before the answer.
      },
      { askCredentials },
    );
    listening = config.address;
    const { port, close } = await listenOnNode(
      (request) => running.run(readFunctionComputeRequest(request.headers), () => answer(request, app.fetch)),
      listening,
      { onlyGatewayConnects: true },
    );
    logStart({ at: `${listening.host}:${port}` });
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void host.finish(close));
  } catch (error) {
    process.stderr.write(`${startFailure(error, listening)}\n`);
    await host.end(1);
  }
}

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function answer(
  request: Request,
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<Response> {
  const lifeCall = LIFE.has(`${request.method} ${new URL(request.url).pathname}`);
  const response = lifeCall ? new Response("ok") : await fetch(request);
  await Promise.race([host.flush(), after(LINE_MS)]);
  return response;
}

/** @throws Where the function has no role: the send fails then, with nothing sent */
function askCredentials() {
  const credentials = running.getStore()?.credentials;
  if (credentials === undefined) throw new Error("Cannot give an access key: the function has no role");
  return credentials;
}

/**
 * Over a connection of its own: one that was kept while the instance stood still may be dead without knowing, and
 * what is written to it is lost or not, which nobody can tell.
 */
function fetchAnew(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set("connection", "close");
  return fetch(input, { ...init, headers });
}

await serveOnFunctionCompute();
