import { startDemoPage } from "./demo-page.ts";
import { onNpmGone } from "../cli/npm-shell.ts";
import { readStartOptions, type StartOptions } from "./options.ts";
import { assertPortsFree } from "./ports.ts";
import { runLocalWorld } from "./run-local-world.ts";
import { createStopper, type Stopper } from "./stop.ts";
import { textsIn } from "./texts.ts";

// `npm start`: the local world, or only the page for a real project.
const print = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2), process.env);
  if (options.help) return print(textsIn(options.language).help);
  const stopper = createStopper();
  onNpmGone(() => void stopper.stop());
  if (options.project) return await runPage(options, options.project, stopper);
  await runLocalWorld(options, stopper, print);
}

async function runPage(
  { ports, language }: StartOptions,
  project: NonNullable<StartOptions["project"]>,
  stopper: Stopper,
): Promise<void> {
  await assertPortsFree({ page: ports.page });
  const page = await startDemoPage(ports.page, {
    supabaseUrl: project.url,
    publishableKey: project.publishableKey,
    local: null,
  });
  stopper.onStop(page.close);
  const texts = textsIn(language);
  print(`${texts.project(page.url, project.url)}\n${texts.stop}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
