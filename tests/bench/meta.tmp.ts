import { build } from "esbuild";
import { bundleOptions } from "../../src/cli/bundle-options.ts";
const r = await build(
  { ...bundleOptions("supabase/functions/send-sms/index.ts", {}), write: false, metafile: true } as any,
);
const o = Object.values(r.metafile!.outputs)[0]!;
for (
  const [k, v] of Object.entries(o.inputs).sort((a, b) => b[1].bytesInOutput - a[1].bytesInOutput).slice(
    0,
    32,
  )
) console.log(v.bytesInOutput, k);
