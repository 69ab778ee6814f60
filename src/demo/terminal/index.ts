import { createPhoneAuth, normalizePhone } from "../../client/index.ts";
import * as plans from "../../client/numbering-plans.ts";
import { createAuthClient } from "./auth-client.ts";
import type { CommandLine } from "../../command-line/read-command-line.ts";
import { runCommand } from "../../command-line/run-command.ts";
import { argumentsOf, DEMO } from "./arguments.ts";
import type { Command } from "./command-names.ts";
import { RUN } from "./commands.ts";
import { connectionOf } from "./connection.ts";
import { type Demo, showProblem } from "./demo.ts";
import { CodeLater } from "./enter-code.ts";
import { runMenu } from "./menu.ts";
import { createTerminal, InputEnded } from "./terminal.ts";
import { textsIn } from "./texts.ts";

// `npm run demo`: the flows of an app in a terminal. Ends with 0, 1 for a problem, 2 for a wrong command line.
async function main(line: CommandLine<typeof DEMO.flags>): Promise<number> {
  const { command, given, language } = argumentsOf(line);
  const connection = connectionOf(process.env);
  const texts = textsIn(language);
  const client = await createAuthClient(connection.supabaseUrl, connection.publishableKey);
  const terminal = createTerminal({ input: process.stdin, output: process.stdout, error: process.stderr });
  const countries = Object.values(plans);
  const demo: Demo = {
    auth: createPhoneAuth({ auth: client }, { countries }),
    readPhone: (typed) => normalizePhone(typed, undefined, countries),
    async currentPhone() {
      const { data } = await client.getSession();
      return data.session?.user.phone ? `+${data.session.user.phone}` : undefined;
    },
    terminal,
    texts,
    language,
    given,
    isLocal: connection.isLocal,
    inbox: connection.inbox,
  };
  terminal.print(texts.connected(connection.supabaseUrl));
  return await run(demo, command).finally(() => terminal.close());
}

async function run(demo: Demo, command: Command | undefined): Promise<number> {
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

await runCommand(DEMO, async (line) => void (process.exitCode = await main(line)));
