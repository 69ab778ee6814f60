import { readFile } from "node:fs/promises";
import { bundleEntry, bundleFunction } from "./bundle-function.ts";
import type { Extras } from "./bundle-options.ts";
import { zipOf } from "./zip-of.ts";

export interface Target {
  /** Where in `dist` it is written unless somewhere else is asked for. */
  folder: string;
  /** The names are what others upload, mount and start. */
  file: string;
  en: string;
  zh: string;
  make(extras: Extras): Promise<string | Uint8Array>;
}

const RDS_ENTRY = new URL("../../deploy/rds-supabase/index.ts", import.meta.url);

const onNode = (entry: string, { withPopCore }: Extras) =>
  // With the driver in any case: such a process has the disk, the memory and the ledger's database at hand.
  bundleEntry(entry, { withPopCore, withPostgres: true });

export const TARGETS = {
  "send-sms": {
    folder: "send-sms",
    file: "index.js",
    en: "Supabase (hosted, self-hosted) and Deno",
    zh: "Supabase（官方托管、自建）和 Deno",
    make: bundleFunction,
  },
  node: {
    folder: "node",
    file: "index.mjs",
    en: "Node 20 and later, and Docker",
    zh: "Node 20 及以上版本，以及 Docker",
    make: (extras) => onNode("src/serve/node-main.ts", extras),
  },
  "function-compute": {
    folder: ".",
    file: "function-compute.zip",
    en: "Alibaba Cloud Function Compute 3",
    zh: "阿里云函数计算 3.0",
    make: async (extras) => zipOf({ "index.mjs": await onNode("src/serve/function-compute.ts", extras) }),
  },
  rds: {
    folder: ".",
    file: "rds.zip",
    en: "edge functions of RDS Supabase",
    zh: "RDS Supabase 的边缘函数",
    make: async (extras) =>
      zipOf({ "index.ts": await readFile(RDS_ENTRY, "utf8"), "index.js": await bundleFunction(extras) }),
  },
  workers: {
    folder: "workers",
    file: "index.mjs",
    en: "Cloudflare Workers",
    zh: "Cloudflare Workers",
    make: (extras) => {
      if (extras.withPopCore || extras.withPostgres) {
        throw new Error(
          "Cannot build: --with-pop-core and --with-postgres need what Workers do not have\n" +
            "无法构建：Workers 不支持 --with-pop-core 和 --with-postgres",
        );
      }
      return bundleEntry("src/serve/workers.ts", {});
    },
  },
} as const satisfies Record<string, Target>;

export type TargetName = keyof typeof TARGETS;

/** @throws {Error} if there is no such target, in both languages */
export function targetOf(name: string): Target {
  // It has that name.
  if (Object.hasOwn(TARGETS, name)) return TARGETS[name as TargetName];
  const names = Object.keys(TARGETS).join(", ");
  throw new Error(
    `Cannot build for '${name}': the targets are ${names}\n无法为 '${name}' 构建：可选的目标有 ${names}`,
  );
}
