import { createAdaptorServer } from "@hono/node-server";
import { once } from "node:events";
import type { Listening } from "./start-failure.ts";

/** Auth has sent a request whole long before; whoever has not by then keeps a connection and sends nothing. */
const SLOWEST_REQUEST_MS = 5_000;

export interface NodeServer {
  port: number;
  /** Takes no more requests; resolves when those that it has are answered. */
  close(): Promise<unknown>;
}

/**
 * @param onlyGatewayConnects that a gateway alone connects, and keeps its connections: it must not find one of them
 * closed that it is about to write to
 */
export async function listenOnNode(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port }: Listening,
  { onlyGatewayConnects = false } = {},
): Promise<NodeServer> {
  const requestMs = onlyGatewayConnects ? 0 : SLOWEST_REQUEST_MS;
  const server = createAdaptorServer({
    fetch,
    serverOptions: {
      headersTimeout: requestMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: 1_000,
      ...(onlyGatewayConnects && { keepAliveTimeout: 0 }),
    },
  });
  // What sends nothing at all is no request yet, and has no other timeout.
  server.setTimeout(2 * requestMs);
  server.listen(port, host);
  await once(server, "listening");
  const bound = server.address();
  return {
    port: typeof bound === "object" && bound ? bound.port : port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
