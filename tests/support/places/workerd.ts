import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { freePort } from "../free-port.ts";

export interface Worker {
  url: string;
  /** What it wrote to its console. */
  output(): string;
  stop(): Promise<void>;
}

/** Of Miniflare 4, as much as is used here; it is installed on demand and so has no types in this repository. */
interface Miniflare {
  Miniflare: new (options: Record<string, unknown>) => { ready: Promise<URL>; dispose(): Promise<void> };
}

/** A worker in workerd, Cloudflare's own runtime, as Wrangler's configuration says. */
export async function startWorker(
  miniflareFolder: string,
  { file, compatibilityDate, bindings }: {
    file: string;
    compatibilityDate: string;
    bindings: Record<string, string | undefined>;
  },
): Promise<Worker> {
  const entry = join(miniflareFolder, "node_modules/miniflare/dist/src/index.js");
  const { Miniflare }: Miniflare = await import(pathToFileURL(entry).href);
  const written: string[] = [];
  const collect = (stream: NodeJS.ReadableStream) => stream.on("data", (text) => written.push(String(text)));
  const miniflare = new Miniflare({
    modules: [{ type: "ESModule", path: "index.mjs", contents: readFileSync(file, "utf8") }],
    compatibilityDate,
    bindings: Object.fromEntries(Object.entries(bindings).filter(([, value]) => value !== undefined)),
    host: "127.0.0.1",
    port: await freePort(),
    handleRuntimeStdio(stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream) {
      collect(stdout);
      collect(stderr);
    },
  });
  const url = (await miniflare.ready).origin;
  return { url, output: () => written.join(""), stop: () => miniflare.dispose() };
}
