import { build } from "esbuild";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleOptions } from "./bundle-options.ts";

// `npm run build`: the whole function as one file, for hosts that mount or upload a single folder.
const target = fileURLToPath(new URL("../../dist/send-sms/index.js", import.meta.url));
const { outputFiles } = await build({
  ...bundleOptions("supabase/functions/send-sms/index.ts"),
  write: false,
});
const [file] = outputFiles ?? [];
if (!file) throw new Error("Cannot build: esbuild made no file");
await mkdir(dirname(target), { recursive: true });
await writeFile(target, file.contents);
process.stdout.write(`dist/send-sms/index.js  ${(file.contents.length / 1000).toFixed(1)} kB\n`);
