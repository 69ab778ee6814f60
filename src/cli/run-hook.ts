import { spawn } from "node:child_process";
import { runCommand } from "../command-line/run-command.ts";
import { denoBinary } from "./deno-binary.ts";
import { HOOK_ARGUMENTS } from "./hook-arguments.ts";
import { onNpmGone } from "./npm-shell.ts";

// `npm run hook`: the function alone, under Deno 2.1.4, with this environment, on 127.0.0.1:$PORT.
const HELP = {
  en: `npm run hook

  The function alone, on Deno 2.1.4, with the variables of this environment. It listens on HOST and PORT (default
  127.0.0.1:8000), and answers POST /send-sms and GET /health.

  What it reads: docs/configuration.md, and .env.example to fill in. For a try without an account: npm start`,
  zh: `npm run hook

  仅运行函数本身（Deno 2.1.4），使用当前环境中的变量。监听地址为 HOST 和 PORT（默认 127.0.0.1:8000），
  提供 POST /send-sms 和 GET /health。

  可用的变量见 docs/configuration.zh-CN.md，可填写的模板见 .env.example。无需账号的试用请运行：npm start`,
};

await runCommand({ name: "npm run hook", flags: {}, help: HELP }, () => {
  const hook = spawn(denoBinary(), HOOK_ARGUMENTS, { stdio: "inherit" });
  // A signal to this process alone must reach the function too, and only the function decides when to end.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => hook.kill(signal));
  onNpmGone(() => hook.kill("SIGTERM"));
  hook.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
});
