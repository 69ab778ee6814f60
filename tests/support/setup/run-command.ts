import type { CommandIo } from "../../../src/operator/doctor/run.ts";
import type { IntoDeps } from "../../../src/operator/setup/into.ts";
import { runSetupCommand } from "../../../src/operator/setup/run.ts";

/** `npm run setup` in this process, with all that it wrote to its terminal. */
export async function runSetupHere(
  args: readonly string[],
  into: IntoDeps,
  env: Record<string, string> = {},
) {
  const out: string[] = [];
  const io: CommandIo = {
    env,
    write: (text) => void out.push(text),
    writeError: (text) => void out.push(text),
    languageOf: (chosen) => chosen === "zh" ? "zh" : "en",
  };
  const code = await runSetupCommand(args, io, { ...into, sendTest: () => Promise.resolve(0) });
  return { code, out: out.join("") };
}
