import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleFunction } from "./bundle-function.ts";

// `npm run build`: the whole function as one file, for hosts that mount or upload a single folder.
const DEFAULT_FOLDER = fileURLToPath(new URL("../../dist/send-sms", import.meta.url));
const OPTIONS = {
  "with-pop-core": { type: "boolean", default: false },
  out: { type: "string", default: DEFAULT_FOLDER },
} as const;

try {
  const { values } = parseArgs({ options: OPTIONS });
  const text = await bundleFunction({ withPopCore: values["with-pop-core"] });
  const file = join(values.out, "index.js");
  await mkdir(values.out, { recursive: true });
  await writeFile(file, text);
  process.stdout.write(
    `${relative(process.cwd(), file)}  ${(Buffer.byteLength(text) / 1000).toFixed(1)} kB\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
