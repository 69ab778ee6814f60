import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { ServerResponse } from "node:http";
import { type Context, Hono } from "hono";
import { adminRoutes } from "./routes/admin-routes.ts";
import { localOnly } from "../local-only.ts";
import { type Control, controlRoutes } from "./routes/control-routes.ts";
import { factorRoutes } from "./routes/factor-routes.ts";
import { infoRoutes } from "./routes/info-routes.ts";
import { otpRoutes } from "./routes/otp-routes.ts";
import { resendRoutes } from "./routes/resend-routes.ts";
import { signupRoutes } from "./routes/signup-routes.ts";
import { tokenRoutes } from "./routes/token-routes.ts";
import { userRoutes } from "./routes/user-routes.ts";
import { verifyRoutes } from "./routes/verify-routes.ts";
import { AuthError } from "./wire/auth-error.ts";
import { authCors, gatewayCors } from "./wire/cors.ts";
import { errorAnswer, type PlainAnswer } from "./wire/error-response.ts";
import type { AuthWorld } from "./world.ts";

const ROUTES = [
  infoRoutes,
  signupRoutes,
  otpRoutes,
  resendRoutes,
  verifyRoutes,
  tokenRoutes,
  userRoutes,
  factorRoutes,
  adminRoutes,
];

/** Auth at the root, as behind a gateway, and once more under `/auth/v1`, as if the gateway were there. */
export function createApp(control: Control): Hono {
  const { world } = control;
  const app = new Hono();
  // Before the permissions for other origins, which Auth's own paths have.
  for (const path of ["/_emulator", "/_emulator/*"]) app.use(path, localOnly());
  const [gateway, auth] = [gatewayCors(), authCors()];
  app.use((c, next) => (c.req.path.startsWith("/auth/v1/") ? gateway : auth)(c, next));
  app.route("/auth/v1", authRoutes(world)).route("/", authRoutes(world));
  controlRoutes(app, control);
  app.notFound(() => {
    const headers = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };
    return new Response("404 page not found\n", { status: 404, headers });
  });
  app.onError((error, c) => {
    if (error instanceof AuthError) return refuse(world, c, error);
    control.onBug(error);
    const text = "Unexpected failure, please check server logs for more information";
    return refuse(world, c, new AuthError(500, "unexpected_failure", text));
  });
  return app;
}

function authRoutes(world: AuthWorld): Hono {
  const app = new Hono();
  for (const add of ROUTES) add(app, world);
  for (const path of new Set(app.routes.map((route) => route.path))) {
    // chi's answer to a known path with another method.
    if (!path.includes("*")) app.all(path, () => new Response(null, { status: 405 }));
  }
  return app;
}

function refuse(world: AuthWorld, c: Context, error: AuthError): Response {
  const caller = { apiVersion: c.req.header("x-supabase-api-version"), requestId: world.random.uuid() };
  return respond(c, errorAnswer(error, caller, world.profile));
}

function respond(c: Context, { status, headers, body }: PlainAnswer): Response {
  const bodiless = [204, 205, 304].includes(status);
  if (status <= 599) return new Response(bodiless ? null : body, { status, headers });
  // A hook may report 600 to 999, which Go sends and the Response class refuses.
  // @hono/node-server puts Node's own response here.
  const outgoing: ServerResponse = c.env.outgoing;
  outgoing.writeHead(status, headers).end(body);
  return RESPONSE_ALREADY_SENT;
}
