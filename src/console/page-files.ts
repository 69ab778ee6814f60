import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { shipped } from "../cli/shipped.ts";

export type PageFiles = readonly { readonly path: string; readonly type: string; readonly body: string }[];

/** Codes and reasons come from outside: the page runs its own files only and talks to this server only. */
export const PAGE_HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

const FILES = [
  { path: "/", type: "text/html; charset=utf-8" },
  { path: "/page.js", type: "text/javascript; charset=utf-8" },
  { path: "/style.css", type: "text/css; charset=utf-8" },
] as const;

/** What one of them is called in a folder. */
export const nameOf = ({ path }: { readonly path: string }): string =>
  path === "/" ? "index.html" : path.slice(1);

const fileOf = (name: string): string => fileURLToPath(new URL(`page/${name}`, import.meta.url));

/** Made at start, or made long before, and served from memory: nothing of the folder can be asked for. */
export async function loadPage(): Promise<PageFiles> {
  const ready = shipped("console/");
  if (ready === undefined) return (await buildPage()).files;
  return await Promise.all(
    FILES.map(async (file) => ({ ...file, body: await readFile(join(ready, nameOf(file)), "utf8") })),
  );
}

/** @returns also what went into it, as esbuild names it */
export async function buildPage(): Promise<{ files: PageFiles; inputs: string[] }> {
  const { build } = await import("esbuild");
  const [html, { outputFiles, metafile }] = await Promise.all([
    readFile(fileOf("index.html"), "utf8"),
    build({
      entryPoints: { page: fileOf("main.ts"), style: fileOf("styles/style.css") },
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      outdir: "/",
      format: "esm",
      target: "es2022",
      legalComments: "inline",
      logLevel: "silent",
    }),
  ]);
  const textOf = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "";
  const bodies = [html, textOf(".js"), textOf(".css")];
  return {
    files: FILES.map((file, i) => ({ ...file, body: bodies[i] ?? "" })),
    inputs: Object.keys(metafile.inputs),
  };
}
