import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { licencesOf } from "./bundle-licences.ts";
import { bundleOptions, type Extras } from "./bundle-options.ts";
import { compileEagerly } from "./compile-eagerly.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The whole function as one ES module, its licences at the end. */
export async function bundleFunction(extras: Extras = {}): Promise<string> {
  const options = bundleOptions("supabase/functions/send-sms/index.ts", extras);
  const { outputFiles, metafile } = await build({ ...options, write: false, metafile: true });
  const [file] = outputFiles;
  if (!file) throw new Error("Cannot build: esbuild made no file");
  return `${compileEagerly(file.text)}\n${licencesOf(Object.keys(metafile.inputs), ROOT)}`;
}
