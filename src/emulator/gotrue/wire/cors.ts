import type { MiddlewareHandler } from "hono";

/** Auth's own list; a gateway adds `apikey`, which Auth alone refuses (api/api.go, rs/cors). */
const AUTH_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const AUTH_HEADERS = [
  "accept",
  "authorization",
  "content-type",
  "x-client-ip",
  "x-client-info",
  "x-jwt-aud",
  "x-use-cookie",
  "x-supabase-api-version",
  "origin",
];
const EXPOSED = "X-Total-Count, Link, X-Supabase-Api-Version";

type Policy = (asked: { method: string; headers: string[] }) => boolean;

const authPolicy: Policy = ({ method, headers }) =>
  AUTH_METHODS.includes(method) && headers.every((header) => AUTH_HEADERS.includes(header));
const gatewayPolicy: Policy = () => true;

export const authCors = () => cors(authPolicy);
/** Under `/auth/v1` the emulator also stands for the gateway, so that a browser can call it. */
export const gatewayCors = () => cors(gatewayPolicy);

function cors(allows: Policy): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header("origin");
    const method = c.req.header("access-control-request-method");
    if (c.req.method === "OPTIONS" && method) {
      return preflight(origin, method, c.req.header("access-control-request-headers") ?? "", allows);
    }
    await next();
    c.res.headers.append("vary", "Origin");
    if (!origin) return undefined;
    c.res.headers.set("access-control-allow-origin", "*");
    c.res.headers.set("access-control-expose-headers", EXPOSED);
    c.res.headers.set("access-control-allow-credentials", "true");
    return undefined;
  };
}

/** A refused preflight is a 204, too: only the permission is missing. */
function preflight(origin: string | undefined, method: string, asked: string, allows: Policy): Response {
  const headers = new Headers({
    vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
  });
  const names = asked.split(",").map((name) => name.trim().toLowerCase()).filter((name) => name !== "");
  if (origin && allows({ method: method.toUpperCase(), headers: names })) {
    headers.set("access-control-allow-origin", "*");
    headers.set("access-control-allow-methods", method.toUpperCase());
    if (asked) headers.set("access-control-allow-headers", asked);
    headers.set("access-control-allow-credentials", "true");
  }
  return new Response(null, { status: 204, headers });
}
