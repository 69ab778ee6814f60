import type { Context } from "hono";
import { isIP } from "node:net";
import { z } from "zod";
import { goJson } from "./go-json.ts";

export function sendJson(body: unknown, status = 200): Response {
  return new Response(goJson(body), { status, headers: { "content-type": "application/json" } });
}

/** What a handler needs to know of a request beyond its body. */
export interface RequestFacts {
  readonly ip: string;
  /** Aborts when the app goes away: Auth then gives up on the hook, too. */
  readonly signal: AbortSignal;
}

const remote = z.object({
  incoming: z.object({ socket: z.object({ remoteAddress: z.string().optional() }) }),
});

/** The first address of X-Forwarded-For that is one, else the peer's (utilities/request.go). */
export function requestFacts(c: Context): RequestFacts {
  const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  const peer = remote.safeParse(c.env).data?.incoming.socket.remoteAddress ?? "";
  return { ip: forwarded.find((part) => isIP(part) !== 0) ?? peer, signal: c.req.raw.signal };
}
