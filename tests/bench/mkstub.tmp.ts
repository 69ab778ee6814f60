import { build } from "esbuild";
import { writeFileSync } from "node:fs";
import { bundleOptions } from "../../src/cli/bundle-options.ts";
import { compileEagerly } from "../../src/cli/compile-eagerly.ts";
const o: any = bundleOptions("supabase/functions/send-sms/index.ts", {});
const make = async (tag: string, stub: (p: string, text: string) => string | undefined, eager = true) => {
  const { readFileSync } = await import("node:fs");
  const { outputFiles } = await build({
    ...o,
    plugins: [...o.plugins, {
      name: "stub",
      setup(b: any) {
        b.onLoad({ filter: /src\/hook\/.*\.ts$/ }, ({ path }: any) => {
          const t = readFileSync(path, "utf8");
          const s = stub(path, t);
          return s === undefined ? undefined : { contents: s, loader: "ts" };
        });
      },
    }],
    write: false,
  });
  writeFileSync(
    `/tmp/perf/${tag}.mjs`,
    eager ? compileEagerly(outputFiles![0]!.text) : outputFiles![0]!.text,
  );
};
const strip = (t: string) => t.replace(/(en|zh):\s*(?:\n\s*)?(["`])(?:\\.|(?!\2).)*\2/gs, '$1: ""');
await make("stubhints", (p, t) => /codes\/|log\/hints/.test(p) ? strip(t) : undefined);
await make(
  "stuball",
  (p, t) =>
    /src\/hook\/(aliyun\/codes|log\/hints|config|ledger\/postgres-start)/.test(p) ? strip(t) : undefined,
);
await make(
  "stubcheck",
  (p, t) =>
    /check-values/.test(p)
      ? "export function checkValues(_: any) {}"
      : /warn-of-risks/.test(p)
      ? "export function warnOfRisks(_: any, __: any) {}"
      : undefined,
);
await make(
  "stubpg",
  (p, t) => /open-postgres/.test(p) ? "export const openPostgresLedger: any = 0" : undefined,
);
