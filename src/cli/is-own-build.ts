import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";

const { name } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
/** Each build ends with the licences, ours first (`licencesOf`). */
const OURS = `\n/*!\n${name} `;

/** Whether these bytes are a build of this project, so that a newer one may take their place. */
export function isOwnBuild(bytes: Uint8Array): boolean {
  return [bytes, ...filesIn(bytes)].some((file) => strFromU8(file).includes(OURS));
}

function filesIn(bytes: Uint8Array): Uint8Array[] {
  try {
    return Object.values(unzipSync(bytes));
  } catch {
    return [];
  }
}
