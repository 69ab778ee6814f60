import { spawn } from "node:child_process";
import { runCommand } from "../command-line/run-command.ts";
import { withEnvFile } from "../serve/env-file.ts";
import { denoBinary } from "./deno-binary.ts";
import { HOOK_ARGUMENTS } from "./hook-arguments.ts";
import { onNpmGone } from "./npm-shell.ts";

// `npm run hook`: the function alone, from its sources, under Deno 2.1.4, on HOST and PORT.
const HELP = {
  en: `npm run hook -- [--env-file <file>]

  The function alone, from its sources, on Deno 2.1.4: for development. A server runs dist/node/index.mjs of
  "npm run build -- --target node", which needs neither this repository nor its packages. It listens on HOST and PORT
  (default 127.0.0.1:8000), and answers POST /send-sms and GET /health.

  --env-file <file>   variables from a file such as .env; those of the environment go before it

  What it reads: docs/configuration.md, and .env.example to fill in. For a try without an account: npm start`,
  zh: `npm run hook -- [--env-file <file>]

  用源码在 Deno 2.1.4 上单独运行函数，用于开发。服务器上请运行“npm run build -- --target node”生成的
  dist/node/index.mjs，不需要本仓库及其依赖。监听地址为 HOST 和 PORT（默认 127.0.0.1:8000），
  提供 POST /send-sms 和 GET /health。

  --env-file <file>   从 .env 等文件读取变量，环境中已有的变量优先

  可用的变量见 docs/configuration.zh-CN.md，可填写的模板见 .env.example。无需账号的试用请运行：npm start`,
};
const FLAGS = { "env-file": { type: "string" } } as const;

await runCommand({ name: "npm run hook", flags: FLAGS, help: HELP }, ({ flags, language }) => {
  const { env, notice } = withEnvFile(flags["env-file"], process.env);
  if (notice) process.stderr.write(`${notice[language]}\n`);
  const hook = spawn(denoBinary(), HOOK_ARGUMENTS, { stdio: "inherit", env });
  // A signal to this process alone must reach the function too, and only the function decides when to end.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => hook.kill(signal));
  onNpmGone(() => hook.kill("SIGTERM"));
  hook.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
});
