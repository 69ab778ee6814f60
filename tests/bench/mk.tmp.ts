import { bundleServers } from "./bundle-servers.ts";
import { copyFileSync } from "node:fs";
const f = await bundleServers();
const tag = process.argv[2];
copyFileSync(f.ours, `/tmp/perf/${tag}.mjs`);
copyFileSync(f.floor, `/tmp/perf/floor-${tag}.mjs`);
