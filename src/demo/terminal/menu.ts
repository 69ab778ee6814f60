import { COMMANDS } from "./arguments.ts";
import { RUN } from "./commands.ts";
import { type Demo, showProblem } from "./demo.ts";

/** One session for as many commands as somebody likes, until `0` or the end of the input. */
export async function runMenu(demo: Demo): Promise<void> {
  const { auth, terminal, texts } = demo;
  for (;;) {
    const phone = await demo.currentPhone();
    const entries = COMMANDS.map((command, i) => `  ${i + 1}  ${texts.commands[command]}`);
    const signOut = COMMANDS.length + 1;
    if (phone !== undefined) entries.push(`  ${signOut}  ${texts.commands.signout} (${phone})`);
    terminal.print(["", phone ?? texts.notSignedIn, ...entries, `  0  ${texts.commands.quit}`].join("\n"));

    const choice = await terminal.ask(texts.askChoice);
    if (choice === "0" || choice === "q") return;
    const command = COMMANDS[Number(choice) - 1];
    if (command === undefined && (choice !== String(signOut) || phone === undefined)) continue;
    const outcome = command === undefined ? await auth.signOut() : await RUN[command](demo);
    if (!outcome.ok) showProblem(demo, outcome.problem);
    else if (command === undefined) terminal.print(texts.signedOut);
  }
}
