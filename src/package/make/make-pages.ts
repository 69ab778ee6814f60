import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { buildPage, nameOf } from "../../console/page-files.ts";

/** @returns the files that went into the console's page */
export async function makeConsolePage(folder: string): Promise<string[]> {
  const { files, inputs } = await buildPage();
  mkdirSync(folder, { recursive: true });
  for (const file of files) writeFileSync(join(folder, nameOf(file)), file.body);
  return inputs;
}

/** Without a configuration, which the local world gives to it. @returns the files that went into the demo page */
export async function makeDemoPage(folder: string, source: string): Promise<string[]> {
  const inputs: string[] = [];
  await build({
    root: source,
    configFile: false,
    base: "./",
    logLevel: "warn",
    build: { outDir: folder, emptyOutDir: true, target: "es2022" },
    plugins: [{
      name: "note-inputs",
      generateBundle: (_options, bundle) => {
        for (const file of Object.values(bundle)) {
          if (file.type === "chunk") inputs.push(...file.moduleIds.filter((id) => id.startsWith("/")));
        }
      },
    }],
  });
  return inputs;
}
