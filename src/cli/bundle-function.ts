import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { licencesOf } from "./bundle-licences.ts";
import { bundleOptions, type Extras } from "./bundle-options.ts";
import { commitOf } from "./commit-of.ts";
import { compileEagerly } from "./compile-eagerly.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The whole function as one ES module for Deno, its licences at the end. */
export const bundleFunction = (extras: Extras = {}): Promise<string> =>
  bundleEntry("supabase/functions/send-sms/index.ts", extras, compileEagerly);

/** An entry and all that it imports as one ES module that says which commit it is of, its licences at the end. */
export async function bundleEntry(
  entry: string,
  extras: Extras,
  rewrite = (code: string): string => code,
): Promise<string> {
  const { define, ...options } = bundleOptions(entry, extras);
  const commit = commitOf(ROOT);
  const { outputFiles, metafile } = await build({
    ...options,
    define: { ...define, ...(commit !== undefined && { SEND_SMS_COMMIT: JSON.stringify(commit) }) },
    write: false,
    metafile: true,
  });
  const [file] = outputFiles;
  if (!file) throw new Error("Cannot build: esbuild made no file");
  return `${rewrite(file.text)}\n${licencesOf(Object.keys(metafile.inputs), ROOT)}`;
}
