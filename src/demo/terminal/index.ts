import { createPhoneAuth } from "../../client/index.ts";
import * as plans from "../../client/numbering-plans.ts";
import { createAuthClient } from "./auth-client.ts";
import { terminalLanguage } from "../../cli/terminal-language.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { RUN } from "./commands.ts";
import { connectionOf } from "./connection.ts";
import { type Demo, showProblem } from "./demo.ts";
import { CodeLater } from "./enter-code.ts";
import { runMenu } from "./menu.ts";
import { createTerminal, InputEnded } from "./terminal.ts";
import { textsIn } from "./texts.ts";

// `npm run demo`: the flows of an app in a terminal. Ends with 0, 1 for a problem, 2 for a wrong command line.
async function main(): Promise<number> {
  let args: Arguments;
  let connection;
  try {
    args = readArguments(process.argv.slice(2));
    connection = await connectionOf(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const language = terminalLanguage(process.env, args.lang);
  const texts = textsIn(language);
  if (args.help) {
    process.stdout.write(`${texts.help}\n`);
    return 0;
  }
  const client = await createAuthClient(connection.supabaseUrl, connection.publishableKey);
  const terminal = createTerminal({ input: process.stdin, output: process.stdout, error: process.stderr });
  const demo: Demo = {
    auth: createPhoneAuth({ auth: client }, { countries: Object.values(plans) }),
    async currentPhone() {
      const { data } = await client.getSession();
      return data.session?.user.phone ? `+${data.session.user.phone}` : undefined;
    },
    terminal,
    texts,
    language,
    given: args.given,
    isLocal: connection.isLocal,
    inbox: connection.inbox,
  };
  terminal.print(texts.connected(connection.supabaseUrl));
  return await run(demo, args).finally(() => terminal.close());
}

async function run(demo: Demo, { command }: Arguments): Promise<number> {
  const { terminal, texts } = demo;
  try {
    if (command === undefined) {
      await runMenu(demo);
      return 0;
    }
    const outcome = await RUN[command](demo);
    if (!outcome.ok) showProblem(demo, outcome.problem);
    return outcome.ok ? 0 : 1;
  } catch (error) {
    if (error instanceof CodeLater) {
      terminal.print(texts.codeLater);
      return 0;
    }
    if (!(error instanceof InputEnded)) throw error;
    // Ctrl-D in the menu is a way to leave it.
    if (command !== undefined) terminal.printError(texts.inputEnded);
    return command === undefined ? 0 : 1;
  }
}

process.exitCode = await main();
