import { build } from "esbuild";
import { writeFileSync } from "node:fs";
import { bundleOptions } from "../../src/cli/bundle-options.ts";
import { compileEagerly } from "../../src/cli/compile-eagerly.ts";
const { outputFiles } = await build(
  { ...bundleOptions("supabase/functions/send-sms/index.ts", {}), minify: false, write: false } as any,
);
writeFileSync(`/tmp/perf/${process.argv[2]}-raw.mjs`, compileEagerly(outputFiles![0]!.text));
