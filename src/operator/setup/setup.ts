import { runDoctor } from "../doctor/doctor.ts";
import { printReport } from "../doctor/print-report.ts";
import type { DoctorWorld } from "../doctor/world.ts";
import type { Text } from "../text.ts";
import type { Ask } from "./ask.ts";
import { envText, TOTAL_LIMIT } from "./env-text.ts";
import type { Flags } from "./flags.ts";
import { gather } from "./gather.ts";
import { addInto, type IntoDeps } from "./into.ts";
import { Missing, missingFor } from "./missing-flags.ts";
import { nextSteps } from "./next-steps.ts";
import * as q from "./questions.ts";
import { refusedBy } from "./refused-by.ts";
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
  // A script that only adds the files has no answers to give.
  const onlyAdds = flags.yes && flags.into !== undefined && flags.accessKeyId === undefined;
  const missing = flags.yes && !onlyAdds ? missingFor(flags, deps.keySecret) : [];
  if (missing.length > 0) throw new Missing(missing);
  if (flags.into !== undefined) {
    const { status, said } = await addInto(flags.into, deps, flags.force);
    said.forEach(say);
    if (status === "no_project") return 1;
    if (onlyAdds) return 0;
  }
  const answers = await gather(flags, {
    ask,
    world,
    say,
    keySecret: deps.keySecret,
    makeSecret: deps.makeSecret,
  });
  const { envFile } = flags;
  const text = envText(answers);
  const wrong = refusedBy(envFile, text);
  if (wrong.length > 0) {
    say({
      en: `${envFile} was not written, for the function does not start with these answers:`,
      zh: `未写入 ${envFile}，因为函数无法用这些内容启动：`,
    });
    wrong.forEach(say);
    return 1;
  }
  let written = await writeEnv(envFile, text, flags.force);
  if (written === "there" && await ask.confirm(q.replaceFile(envFile), false)) {
    written = await writeEnv(envFile, text, true);
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
  say({
    en:
      `It caps all SMS together: SMS_LIMIT_TOTAL=${TOTAL_LIMIT}. Beyond that nobody gets a code, so set what your busiest day takes, twice over.`,
    zh:
      `其中设置了全部短信的总上限：SMS_LIMIT_TOTAL=${TOTAL_LIMIT}。达到后所有人都收不到验证码，请按最忙一天用量的两倍设置。`,
  });
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
