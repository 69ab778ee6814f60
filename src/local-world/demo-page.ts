import { fileURLToPath } from "node:url";
import type { PluginOption } from "vite";
import { shipped } from "../cli/shipped.ts";
import { localUrl } from "./defaults.ts";
import { serveShippedPage } from "./shipped-page.ts";

export interface DemoConfig {
  readonly supabaseUrl: string;
  readonly publishableKey: string;
  readonly local: { readonly release: string; readonly hookUrl: string; readonly inboxUrl: string };
  /** What the function allows. */
  readonly countries: readonly string[];
  readonly termsUrl: string | undefined;
  readonly privacyUrl: string | undefined;
}

export interface DemoPage {
  readonly url: string;
  close(): Promise<void>;
}

const WEB = new URL("../demo/web/", import.meta.url);

/** Without a config the page takes the project of the environment, with all that the environment says of it. */
export async function startDemoPage(port: number, config?: DemoConfig): Promise<DemoPage> {
  const ready = shipped("demo/");
  if (ready !== undefined && config !== undefined) {
    return { url: localUrl(port), close: await serveShippedPage(ready, { port, config }) };
  }
  const { createServer } = await import("vite");
  const server = await createServer({
    root: fileURLToPath(WEB),
    configFile: fileURLToPath(new URL("vite.config.ts", WEB)),
    plugins: config ? [await demoConfigPlugin(config)] : [],
    server: { host: "127.0.0.1", port, strictPort: true },
    clearScreen: false,
    logLevel: "warn",
  });
  await server.listen();
  return { url: localUrl(port), close: () => server.close() };
}

/** By path: the page is a browser's program with a compiler configuration of its own. */
async function demoConfigPlugin(config: DemoConfig): Promise<PluginOption> {
  const module: { demoConfigPlugin: (config: DemoConfig) => PluginOption } = await import(
    new URL("demo-config-plugin.ts", WEB).href
  );
  return module.demoConfigPlugin(config);
}
