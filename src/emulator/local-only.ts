import type { Context, MiddlewareHandler } from "hono";

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Keeps an emulator's own surface, where codes and numbers can be read and faults be set, to this machine's person.
 * Every web page that a browser shows can ask this address: it is refused unless it comes from here.
 *
 * - `Host` must be loopback: a name that somebody else points here (DNS rebinding) is not.
 * - A page must be one of the emulator's own (`Origin` is this very address): another port of this machine may be
 *   anybody's development server.
 * - A browser says by `Sec-Fetch-Site` who asks where it sends no `Origin` (an image, an event stream); of others it
 *   may only open a page of its own, which the other cannot read, and in no frame.
 *
 * What sends none of these is no browser: curl, tests.
 */
export function localOnly(): MiddlewareHandler {
  return async function localOnly(c, next) {
    const refused = refusalOf(c);
    if (refused) return c.json({ error: `Cannot ${c.req.method} ${c.req.path}: ${refused}` }, 403);
    await next();
    c.res.headers.set("x-frame-options", "DENY");
    return undefined;
  };
}

function refusalOf(c: Context): string | undefined {
  const host = c.req.header("host") ?? "";
  if (!LOOPBACK.test(host)) return "the emulator answers on loopback only";
  const origin = c.req.header("origin");
  if (origin !== undefined && origin !== `http://${host}`) return "only the emulator's own page may";
  const site = c.req.header("sec-fetch-site");
  if (site === undefined || site === "same-origin" || site === "none") return undefined;
  const opensPage = c.req.method === "GET" && c.req.header("sec-fetch-mode") === "navigate" &&
    c.req.header("sec-fetch-dest") === "document";
  return opensPage ? undefined : "only the emulator's own page may";
}
