import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runFile } from "../packed/cli.ts";

const CACHE = fileURLToPath(new URL("../../../node_modules/.cache/on-demand", import.meta.url));

export interface OnDemand {
  folder: string;
  /** Why it is not there; only where the registry does not answer. */
  unreachable?: string;
}

/**
 * Installs what one test needs and nobody else, and keeps it between runs: what is as large as all the rest would be
 * in everybody's `npm ci`.
 */
export async function installOnDemand(name: string, version: string): Promise<OnDemand> {
  const folder = join(CACHE, `${name}-${version}`);
  if (existsSync(join(folder, "node_modules", name, "package.json"))) return { folder };
  const args = [
    "install",
    "--prefix",
    folder,
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    `${name}@${version}`,
  ];
  const { code, output } = await runFile("npm", args, { env: process.env });
  if (code === 0) return { folder };
  return { folder, unreachable: `Cannot install ${name}@${version}: ${output.trim().split("\n").at(-1)}` };
}

/** A reason to skip at a desk, a failure in CI, where what cannot be tested must fail. */
export function needOnDemand({ unreachable }: OnDemand, skip: (reason: string) => void): void {
  if (unreachable === undefined) return;
  if (process.env["CI"]) throw new Error(unreachable);
  skip(unreachable);
}
