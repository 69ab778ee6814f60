import type { Hono } from "hono";
import { Hono as TinyHono } from "hono/tiny";
import { RELEASE } from "../runtime/release.ts";

/** Paths that belong together, with one way to tell who may call them. */
export type RouteGroup = (app: Hono) => void;

/**
 * The HTTP face: route groups, each with its own authentication, health, and nothing else. Edge Runtime passes the
 * function's name as the first segment, whatever it is; a process of its own is asked at the root.
 */
export function createApp(groups: readonly RouteGroup[]): Hono {
  // A handful of fixed paths: the smallest router starts fastest.
  const app = new TinyHono();
  for (const path of ["/health", "/:function/health"]) {
    app.get(path, (c) => c.json({ status: "ok", ...RELEASE }));
  }
  for (const mount of groups) mount(app);
  return app;
}
