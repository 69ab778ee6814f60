import { Hono } from "hono";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";

const PAGE = new URL("./page/", import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
};

/** Texts of SMS come from outside: the page runs its own files only and talks to this emulator only. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
    // No frame-ancestors, which would take the place of the X-Frame-Options that all of the surface has.
    "base-uri 'none'; form-action 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** The page that shows each SMS as a phone would. Its files are served as they are. */
export function createInbox(): Hono {
  const app = new Hono();
  for (const name of readdirSync(PAGE)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const path = name === "index.html" ? "/" : `/${name}`;
    app.get(
      path,
      async (c) =>
        c.body(await readFile(new URL(name, PAGE), "utf8"), 200, { ...HEADERS, "content-type": type }),
    );
  }
  return app;
}
