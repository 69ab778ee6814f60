import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

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
 * @throws {Error} If npm did not install one for this platform.
 */
export function denoBinary(release: DenoRelease = "2.1.4"): string {
  const wrapper = release === "2.1.4" ? "deno" : "deno-latest";
  const platform = `${process.platform}-${process.arch}`;
  const name = `@deno/${PLATFORM[platform] ?? platform}`;
  try {
    const root = createRequire(import.meta.url).resolve(`${wrapper}/package.json`);
    const binary = join(
      dirname(createRequire(root).resolve(`${name}/package.json`)),
      process.platform === "win32" ? "deno.exe" : "deno",
    );
    if (existsSync(binary)) return binary;
  } catch {
    // Not installed: the sentence below says what to do.
  }
  throw new Error(
    `Cannot find Deno ${release}: ${name} is not installed. Run "npm ci" without --omit=optional\n` +
      `找不到 Deno ${release}：未安装 ${name}，请运行 npm ci（不要加 --omit=optional）`,
  );
}
