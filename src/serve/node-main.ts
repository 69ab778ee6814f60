import process from "node:process";
import { ENV_FILE_USAGE, startOptions } from "./env-file.ts";
import { serveOnNode } from "./node.ts";

// The entry of a process on Node, as supabase/functions/send-sms/index.ts is the one on Deno.
try {
  const options = startOptions(process.argv.slice(2), process.env);
  if (options === undefined) process.stdout.write(`node index.mjs [--env-file <file>]\n\n${ENV_FILE_USAGE}`);
  else {
    // Not to standard output, whose lines are JSON.
    const { notice } = options;
    if (notice) process.stderr.write(`${notice.en} / ${notice.zh}\n`);
    await serveOnNode(options.env);
  }
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Cannot start / 无法启动：${said}\n\n${ENV_FILE_USAGE}`);
  process.exitCode = 1;
}
