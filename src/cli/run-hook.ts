import { spawn } from "node:child_process";
import { ENV_FILE_USAGE, startOptions } from "../serve/env-file.ts";
import { denoBinary } from "./deno-binary.ts";
import { HOOK_ARGUMENTS } from "./hook-arguments.ts";
import { onNpmGone } from "./npm-shell.ts";

// `npm run hook`: the function alone, from its sources, under Deno 2.1.4, on 127.0.0.1:$PORT.
const USAGE = `npm run hook -- [--env-file <file>]

  The function alone, from its sources, on Deno 2.1.4: for development. A server runs dist/node/index.mjs of
  "npm run build -- --target node", which needs neither this repository nor its packages.
  用源码在 Deno 2.1.4 上单独运行函数，用于开发。服务器上请运行“npm run build -- --target node”生成的
  dist/node/index.mjs，不需要本仓库及其依赖。

${ENV_FILE_USAGE}`;

function run(): void {
  const options = startOptions(process.argv.slice(2), process.env);
  if (options === undefined) return void process.stdout.write(USAGE);
  if (options.notice) process.stderr.write(`${options.notice}\n`);
  const hook = spawn(denoBinary(), HOOK_ARGUMENTS, { stdio: "inherit", env: options.env });
  // A signal to this process alone must reach the function too, and only the function decides when to end.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => hook.kill(signal));
  onNpmGone(() => hook.kill("SIGTERM"));
  hook.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

try {
  run();
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Cannot start / 无法启动：${said}\n\n${USAGE}`);
  process.exit(1);
}
