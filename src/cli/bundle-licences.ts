import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Relative to the project's root, such as `node_modules/hono`; the innermost, where packages bring their own. */
const PACKAGE_FOLDER = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENCE_FILE = /^(licen[cs]e|copying)(\.(md|txt))?$/i;

/**
 * The project's licence and that of every package among a bundle's inputs, as one legal comment: most of them
 * ask that their text go with every copy.
 * @param inputs paths of esbuild's metafile
 */
export function licencesOf(inputs: readonly string[], root: string): string {
  const folders = new Set(inputs.flatMap((path) => PACKAGE_FOLDER.exec(path)?.[1] ?? []));
  const packages = [...folders].map((folder) => licenceOf(join(root, folder))).sort();
  const texts = [licenceOf(root), ...new Set(packages)].join("\n\n");
  return `/*!\n${texts.replaceAll("*/", "*\\/")}\n*/\n`;
}

function licenceOf(folder: string): string {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).filter((entry) => LICENCE_FILE.test(entry)).sort()[0];
  const title = `${name} ${version} (${license})`;
  if (file !== undefined) {
    const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
    return `${title}\n\n${text}`;
  }
  if (!license) throw new Error(`Cannot bundle ${name}: it names no licence`);
  return `${title}, by ${author?.name ?? author ?? "its contributors"}; the package brings no licence text`;
}
