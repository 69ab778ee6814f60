import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunningProcess, runProcess } from "../local-world-process.ts";
import { type Ran, runFile } from "../packed/cli.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** `npm run test:nodes` names others; npm, too, runs on it. */
export const NODE = process.env["TEST_NODE"] ?? process.execPath;

export interface Installed {
  /** An app that has the package and nothing else. */
  folder: string;
  /** The package's own folder in there. */
  root: string;
  /** As `npm pack` made it. */
  tarball: string;
  /** Of all packages that were installed with it, as npm's hidden lock file describes them. */
  packages: Readonly<Record<string, { hasInstallScript?: boolean }>>;
  megabytes: number;
  /** @param cwd the app's own folder unless it is run from another */
  run(args: readonly string[], env?: Record<string, string>, cwd?: string): RunningProcess;
  /** A file of the app's own, on Node. */
  runFile(file: string): Promise<Ran>;
  npx(args: readonly string[]): Promise<Ran>;
}

/** @returns why there is nothing to install from, only where the registry does not answer */
export async function packAndInstall(work: string): Promise<Installed | { unreachable: string }> {
  const packed = await npm(["pack", "--pack-destination", work, "--silent"], ROOT);
  const tarball = join(work, packed.stdout.trim().split("\n").at(-1) ?? "");
  const folder = join(work, "app");
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), `{ "name": "app", "private": true, "type": "module" }`);
  const installing = await npm(
    ["install", "--prefer-offline", "--no-audit", "--no-fund", "--fetch-retries=0", tarball],
    folder,
  );
  if (/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ENETUNREACH|ETIMEDOUT/.test(installing.output)) {
    return { unreachable: `Cannot reach the npm registry: ${installing.output}` };
  }
  if (installing.code !== 0) throw new Error(`Cannot install the package:\n${installing.output}`);
  const modules = join(folder, "node_modules");
  const main = join(modules, ".bin/supabase-aliyun-sms-hook");
  return {
    folder,
    root: join(modules, "supabase-aliyun-sms-hook"),
    tarball,
    packages: JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8")).packages,
    megabytes: bytesUnder(modules) / 1_000_000,
    run: (args, env = {}, cwd = folder) => runProcess(NODE, [main, ...args], { env, cwd }),
    runFile: (file) => runFile(NODE, [join(folder, file)], { cwd: folder, env: ENV }),
    npx: (args) =>
      runFile("npx", ["--no-install", "supabase-aliyun-sms-hook", ...args], { cwd: folder, env: ENV }),
  };
}

const ENV = {
  ...process.env,
  LANG: "en_US.UTF-8",
  PATH: [dirname(NODE), process.env["PATH"]].join(delimiter),
};

const npm = (args: readonly string[], cwd: string): Promise<Ran> => runFile("npm", args, { cwd, env: ENV });

const bytesUnder = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((bytes, { parentPath, name }) => bytes + readFileSync(join(parentPath, name)).byteLength, 0);
