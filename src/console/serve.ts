import { userInfo } from "node:os";
import { envWithFile } from "../cli/env-with-file.ts";
import { onNpmGone } from "../cli/npm-shell.ts";
import { readForCommand } from "../cli/read-for-command.ts";
import { failureOf } from "../cli/with-ledger-database.ts";
import { runCommand } from "../command-line/run-command.ts";
import { CONSOLE, portOf, readConsoleEnv } from "./options.ts";
import { startConsole } from "./start-console.ts";
import { TERMINAL } from "./terminal-texts.ts";

// `npm run console`: what the owner sees, on 127.0.0.1, from the ledger of SMS_LEDGER_DATABASE_URL.
const print = (text: string) => void process.stdout.write(`${text}\n`);

await runCommand(CONSOLE, async (line) => {
  const texts = TERMINAL[line.language];
  const port = portOf(line);
  const variables = envWithFile(line.flags["env-file"], line.language);
  const env = readForCommand(line.language, () => readConsoleEnv(variables));
  const actor = `${userInfo().username} (console)`;
  const started = await startConsole({ ...env, port, actor }).catch((error: unknown) => {
    const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    return taken ? { en: texts.taken(port), zh: texts.taken(port) } : failureOf(error, CONSOLE.name);
  });
  if ("en" in started) throw new Error(started[line.language]);
  print(texts.ready(started.url));
  if (!started.mayAct) print(texts.readOnly);
  if (env.ledgerKey === undefined) print(texts.noKey);
  if (!started.pricesWritten) print(texts.pricesKept);
  if (started.prices) print(started.prices[line.language]);
  const stop = () => void started.close().finally(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
  onNpmGone(stop);
  // Whoever reads this may do it at once.
  print(texts.stop);
});
