import { readFileSync } from "node:fs";
import { shipped } from "../cli/shipped.ts";
import { type Build, pathOf } from "./builds.ts";

/** @throws {Error} If this is no package that `npm run build:package` has made. */
export function readBuilds(): readonly Build[] {
  return JSON.parse(readFileSync(shippedBuild("index.json"), "utf8"));
}

export const readBuild = (build: Build): Uint8Array => readFileSync(shippedBuild(pathOf(build)));

function shippedBuild(name: string): string {
  const path = shipped(`builds/${name}`);
  if (path === undefined) throw new Error(`Cannot find ${name}: the package is not whole`);
  return path;
}
