import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { resolveInstalled } from "./resolve-installed.ts";

/** Edge Runtime is compatible with 2.1.4; the other one shows what comes next. */
export type DenoRelease = "2.1.4" | "latest";

const PLATFORM: Record<string, string> = {
  "linux-x64": "linux-x64-glibc",
  "linux-arm64": "linux-arm64-glibc",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "win32-x64": "win32-x64",
  "win32-arm64": "win32-arm64",
};

/**
 * The binary itself and not npm's wrapper, which does not pass signals on.
 * @returns undefined where npm has installed none for this platform
 */
export function findDeno(wrapper = "deno"): { readonly path: string; readonly version: string } | undefined {
  const root = resolveInstalled(`${wrapper}/package.json`);
  if (root === undefined) return undefined;
  try {
    const { version } = JSON.parse(readFileSync(root, "utf8"));
    const path = join(
      dirname(createRequire(root).resolve(`${packageOfPlatform()}/package.json`)),
      process.platform === "win32" ? "deno.exe" : "deno",
    );
    return existsSync(path) ? { path, version } : undefined;
  } catch {
    return undefined;
  }
}

/** @throws {Error} If npm did not install one for this platform. */
export function denoBinary(release: DenoRelease = "2.1.4"): string {
  const found = findDeno(release === "2.1.4" ? "deno" : "deno-latest");
  if (found) return found.path;
  const name = packageOfPlatform();
  throw new Error(
    `Cannot find Deno ${release}: ${name} is not installed. Run "npm ci" without --omit=optional\n` +
      `找不到 Deno ${release}：未安装 ${name}，请运行 npm ci（不要加 --omit=optional）`,
  );
}

function packageOfPlatform(): string {
  const platform = `${process.platform}-${process.arch}`;
  return `@deno/${PLATFORM[platform] ?? platform}`;
}
