import { COMMANDS, TO_SIGN_IN } from "./command-names.ts";
import { RUN } from "./commands.ts";
import { type Demo, showProblem } from "./demo.ts";

/** One session for as many commands as somebody likes, until `0` or the end of the input. */
export async function runMenu(demo: Demo): Promise<void> {
  const { auth, terminal, texts } = demo;
  for (;;) {
    const phone = await demo.currentPhone();
    const offered = phone === undefined
      ? COMMANDS
      : [...COMMANDS.filter((command) => !TO_SIGN_IN.includes(command)), "signout" as const];
    const lines = offered.map((command, i) =>
      `  ${i + 1}  ${texts.commands[command]}${command === "signout" ? ` (${phone})` : ""}`
    );
    terminal.print(["", phone ?? texts.notSignedIn, ...lines, `  0  ${texts.commands.quit}`].join("\n"));

    const choice = await terminal.ask(texts.askChoice);
    if (choice === "0" || choice === "q") return;
    const command = /^\d$/.test(choice) ? offered[Number(choice) - 1] : undefined;
    if (command === undefined) {
      terminal.print(texts.notOffered(choice, offered.length));
      continue;
    }
    const outcome = command === "signout" ? await auth.signOut() : await RUN[command](demo);
    if (!outcome.ok) showProblem(demo, outcome.problem);
    else if (command === "signout") terminal.print(texts.signedOut);
  }
}
