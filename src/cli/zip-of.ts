import { strToU8, zipSync } from "fflate";

/** The first time that the format knows, by the builder's own clock, which is how fflate writes it. */
const NO_TIME = new Date(1980, 0, 1);
const UNIX = 3;
const READABLE_BY_ALL = 0o100644 << 16;

/** @returns an archive, the same bytes whoever makes it and whenever */
export const zipOf = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, [strToU8(text), { attrs: READABLE_BY_ALL }]]),
    ),
    { level: 9, mtime: NO_TIME, os: UNIX },
  );
