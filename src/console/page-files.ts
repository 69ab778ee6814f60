import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

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

const fileOf = (name: string): string => fileURLToPath(new URL(`page/${name}`, import.meta.url));

/** Bundled at start and served from memory: nothing of the folder can be asked for. */
export async function buildPage(): Promise<PageFiles> {
  const { build } = await import("esbuild");
  const [html, { outputFiles }] = await Promise.all([
    readFile(fileOf("index.html"), "utf8"),
    build({
      entryPoints: { page: fileOf("main.ts"), style: fileOf("styles/style.css") },
      bundle: true,
      minify: true,
      write: false,
      outdir: "/",
      format: "esm",
      target: "es2022",
      legalComments: "inline",
      logLevel: "silent",
    }),
  ]);
  const [script, style] = [".js", ".css"].map((end) =>
    outputFiles.find(({ path }) => path.endsWith(end))?.text ?? ""
  );
  return [
    { path: "/", type: "text/html; charset=utf-8", body: html },
    { path: "/page.js", type: "text/javascript; charset=utf-8", body: script ?? "" },
    { path: "/style.css", type: "text/css; charset=utf-8", body: style ?? "" },
  ];
}
