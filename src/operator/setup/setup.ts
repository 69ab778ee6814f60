import { runDoctor } from "../doctor/doctor.ts";
import { printReport } from "../doctor/print-report.ts";
import type { DoctorWorld } from "../doctor/world.ts";
import type { Text } from "../text.ts";
import type { Ask } from "./ask.ts";
import { envText } from "./env-text.ts";
import type { Flags } from "./flags.ts";
import { gather } from "./gather.ts";
import { addInto, type IntoDeps } from "./into.ts";
import { nextSteps } from "./next-steps.ts";
import * as q from "./questions.ts";
import { writeEnv } from "./write-env.ts";

export interface SetupDeps extends IntoDeps {
  ask: Ask;
  world: DoctorWorld;
  language: keyof Text;
  print(line: string): void;
  keySecret: string | undefined;
  makeSecret(): string;
  /** `npm run send-test` with these arguments. */
  sendTest(args: readonly string[]): Promise<number>;
}

/** @returns the exit code */
export async function runSetup(flags: Flags, deps: SetupDeps): Promise<number> {
  const { ask, language, print, world } = deps;
  const say = (text: Text) => print(text[language]);
  if (flags.into !== undefined) {
    const { status, said } = await addInto(flags.into, deps, flags.force);
    said.forEach(say);
    if (status === "no_project") return 1;
    // A script that only adds the files has no answers to give.
    if (flags.yes && flags.accessKeyId === undefined) return 0;
  }
  const answers = await gather(flags, {
    ask,
    world,
    say,
    keySecret: deps.keySecret,
    makeSecret: deps.makeSecret,
  });
  const { envFile } = flags;
  let written = await writeEnv(envFile, envText(answers), flags.force);
  if (written === "there" && await ask.confirm(q.replaceFile(envFile), false)) {
    written = await writeEnv(envFile, envText(answers), true);
  }
  if (written === "there") {
    say({
      en:
        `${envFile} is there already and was left as it is; name another with --env-file, or replace it with --force`,
      zh: `${envFile} 已存在，未做改动；请用 --env-file 指定其他文件，或用 --force 覆盖`,
    });
    return 1;
  }
  say({ en: `${envFile}: written, for you alone to read`, zh: `${envFile}：已写入，仅自己可读` });
  print("");
  print(nextSteps(answers, envFile, language));
  if (await ask.confirm(q.RUN_DOCTOR, true)) {
    const report = await runDoctor({ envFile, processEnv: {}, url: undefined, authUrl: undefined }, world);
    print(printReport(report, language));
  }
  if (!await ask.confirm(q.TEST_SEND, false)) return 0;
  const number = await ask.text(q.OWN_NUMBER, (answer) => answer === "" ? q.NEEDED : undefined);
  return await deps.sendTest(["--env-file", envFile, "--through", "provider", "--yes", number]);
}
