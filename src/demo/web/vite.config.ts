import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { demoConfigFromEnvPlugin } from "./demo-config-plugin.ts";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // A built page works from any folder of a site.
  base: "./",
  plugins: [demoConfigFromEnvPlugin(process.env)],
  // Found at the first request otherwise, which then reloads the page.
  optimizeDeps: { include: ["@supabase/supabase-js", "zod/mini"] },
  build: { outDir: "../../../dist/demo", emptyOutDir: true, target: "es2022" },
});
