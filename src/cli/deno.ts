import { spawnSync } from "node:child_process";
import { denoBinary } from "./deno-binary.ts";

// `npm run format` and the gate use the formatter of the Deno that the project pins.
process.exit(spawnSync(denoBinary(), process.argv.slice(2), { stdio: "inherit" }).status ?? 1);
