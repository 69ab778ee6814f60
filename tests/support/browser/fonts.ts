import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";

const WEIGHTS = ["400Regular", "500Medium", "600SemiBold", "700Bold"];

/**
 * A fontconfig file that knows Noto Sans SC and nothing else: screenshots are then alike on every machine,
 * also where no Chinese font is installed. Give it to the browser as `FONTCONFIG_FILE`.
 */
export function writeFontConfig(): string {
  const fonts = dirname(
    createRequire(import.meta.url).resolve("@expo-google-fonts/noto-sans-sc/package.json"),
  );
  const folder = mkdtempSync(join(tmpdir(), "demo-fonts-"));
  mkdirSync(join(folder, "cache"));
  const dirs = WEIGHTS.map((weight) => `<dir>${join(fonts, weight)}</dir>`).join("");
  const generic = ["system-ui", "sans-serif", "monospace", "serif"].map((family) =>
    `<alias binding="same"><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`
  ).join("");
  const file = join(folder, "fonts.conf");
  const header = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">';
  writeFileSync(
    file,
    `${header}<fontconfig>${dirs}<cachedir>${join(folder, "cache")}</cachedir>${generic}</fontconfig>`,
  );
  return file;
}
