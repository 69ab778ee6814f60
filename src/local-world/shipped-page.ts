import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The demo page as it was built, from memory: nothing of the folder can be asked for but what was in it at start. */
export async function serveShippedPage(
  folder: string,
  { port, config }: { readonly port: number; readonly config: unknown },
): Promise<() => Promise<void>> {
  const app = new Hono();
  app.get("/demo-config.json", (c) => c.json(config, 200, { "cache-control": "no-store" }));
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const body = readFileSync(join(folder, name), "utf8");
    const path = name === "index.html" ? "/" : `/${name.replaceAll(sep, "/")}`;
    app.get(path, (c) => c.body(body, 200, { "content-type": type, "cache-control": "no-store" }));
  }
  const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" });
  await once(server, "listening");
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      // A browser keeps its connections open.
      if ("closeAllConnections" in server) server.closeAllConnections();
    });
}
