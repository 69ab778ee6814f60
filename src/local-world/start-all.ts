import { startDemoPage } from "./demo-page.ts";
import { onNpmGone } from "../cli/npm-shell.ts";
import { runCommand } from "../command-line/run-command.ts";
import { START, type StartOptions, startOptions } from "./options.ts";
import { assertPortsFree } from "./ports.ts";
import { runLocalWorld } from "./run-local-world.ts";
import { createStopper, type Stopper } from "./stop.ts";
import { textsIn } from "./texts.ts";

// `npm start`: the local world, or only the page for a real project.
const print = (text: string) => void process.stdout.write(`${text}\n`);

await runCommand(START, async (line) => {
  const options = startOptions(line, process.env);
  const stopper = createStopper();
  onNpmGone(() => void stopper.stop());
  if (options.project) return await runPage(options, options.project, stopper);
  await runLocalWorld(options, stopper, print);
});

async function runPage(
  { ports, language }: StartOptions,
  project: NonNullable<StartOptions["project"]>,
  stopper: Stopper,
): Promise<void> {
  await assertPortsFree({ page: ports.page });
  const page = await startDemoPage(ports.page);
  stopper.onStop(page.close);
  const texts = textsIn(language);
  print(`${texts.project(page.url, project.url)}\n${texts.stop}`);
}
