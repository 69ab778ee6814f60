import type { Context, MiddlewareHandler } from "hono";
import type { Sentence } from "../cli/with-ledger-database.ts";

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

const ELSEWHERE: Sentence = {
  en: "the console answers on this machine's own address only",
  zh: "控制台只响应本机地址",
};
const STRANGER: Sentence = { en: "only the console's own page may", zh: "仅限控制台自己的页面" };
const NO_JSON: Sentence = { en: "the body must be application/json", zh: "请求体必须是 application/json" };

/**
 * Every page that a browser shows can ask this address: it is refused unless it is the console's own.
 *
 * - `Host` must be loopback: a name that somebody else points here (DNS rebinding) is not.
 * - `Origin` and `Sec-Fetch-Site` must be this address. A person who follows a link may open the page, in no frame.
 * - What changes something is JSON, which no plain form of another page can send.
 */
export function localOnly(): MiddlewareHandler {
  return async function localOnly(c, next) {
    const refused = refusalOf(c);
    if (refused) return c.json({ problem: refused }, 403);
    await next();
    return undefined;
  };
}

function refusalOf(c: Context): Sentence | undefined {
  const host = c.req.header("host") ?? "";
  if (!LOOPBACK.test(host)) return ELSEWHERE;
  const origin = c.req.header("origin");
  if (origin !== undefined && origin !== `http://${host}`) return STRANGER;
  const site = c.req.header("sec-fetch-site") ?? "none";
  const opensPage = c.req.path === "/" && c.req.header("sec-fetch-dest") === "document";
  if (site !== "same-origin" && site !== "none" && !opensPage) return STRANGER;
  const json = c.req.header("content-type")?.startsWith("application/json") ?? false;
  return c.req.method === "GET" || json ? undefined : NO_JSON;
}
