import { join } from "node:path";
import { inject } from "vitest";

/** @param path of a program's source. @returns what node starts in its place, made before all tests */
export const bundled = (path: string): string => join(inject("programs"), path.replace(/\.ts$/, ".mjs"));
