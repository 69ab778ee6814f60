import { spawn } from "node:child_process";
import { denoBinary } from "./deno-binary.ts";
import { HOOK_ARGUMENTS } from "./hook-arguments.ts";
import { onNpmGone } from "./npm-shell.ts";

// `npm run hook`: the function alone, under Deno 2.1.4, with this environment, on 127.0.0.1:$PORT.
try {
  const hook = spawn(denoBinary(), HOOK_ARGUMENTS, { stdio: "inherit" });
  // A signal to this process alone must reach the function too, and only the function decides when to end.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => hook.kill(signal));
  onNpmGone(() => hook.kill("SIGTERM"));
  hook.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
