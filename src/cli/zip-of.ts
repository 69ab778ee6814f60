import { strToU8, type Zippable, zipSync } from "fflate";

const UNIX = 3;
const READABLE_BY_ALL = 0o100644 << 16;

/** @returns an archive, the same bytes whoever makes it, whenever and wherever */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  // The first time that the format knows; fflate writes it by the clock of this place.
  const mtime = new Date(1980, 0, 1);
  const entries: Zippable = {};
  for (const [name, text] of Object.entries(files)) {
    entries[name] = [strToU8(text), { attrs: READABLE_BY_ALL }];
  }
  return zipSync(entries, { level: 9, mtime, os: UNIX });
}
