import type { BuildOptions, Plugin } from "esbuild";
import { fileURLToPath } from "node:url";

/** pop-core needs Node's modules and as many bytes as all the rest, so it stays out unless it is asked for. */
const POP_CORE_LEFT_OUT = `
export function createPopCoreTransport() {
  throw new Error(
    "Cannot use ALIYUN_TRANSPORT=pop-core: it is not in this one-file build. Remove the variable, or deploy the " +
    "sources (supabase functions deploy) / 单文件版本不含 pop-core：请删除 ALIYUN_TRANSPORT，或改用源码部署"
  );
}`;

const leaveOutPopCore: Plugin = {
  name: "leave-out-pop-core",
  setup(build) {
    build.onLoad(
      { filter: /transport-pop-core\.ts$/ },
      () => ({ contents: POP_CORE_LEFT_OUT, loader: "js" }),
    );
  },
};

/** One minified ES module with its licences at the end, the same bytes on every machine. */
export const bundleOptions = (entry: string): BuildOptions => ({
  entryPoints: [entry],
  absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
  bundle: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["import"],
  target: "es2022",
  minify: true,
  legalComments: "eof",
  charset: "utf8",
  plugins: [leaveOutPopCore],
});
