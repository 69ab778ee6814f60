import { createResendCountdown, type Outcome, resendLabel } from "../../client/index.ts";
import { type Demo, showProblem } from "./demo.ts";
import { InputEnded } from "./terminal.ts";

/** A code is on its way, and there is nobody to ask for it: the command is run again with `--code`. */
export class CodeLater extends Error {
  override name = "CodeLater";
}

interface CodeStep<T extends object> {
  verify(code: string): Promise<Outcome<T>>;
  resend(): Promise<Outcome>;
}

/** Asks until the code is right or something else stands in the way; `r` asks for another SMS. */
export async function enterCode<T extends object>(
  demo: Demo,
  { verify, resend }: CodeStep<T>,
): Promise<Outcome<T>> {
  const { terminal, texts, language } = demo;
  const countdown = createResendCountdown({ now: Date.now });
  countdown.start();
  const label = () => resendLabel(countdown.remainingSeconds(), language);

  for (;;) {
    const typed = await terminal.ask(() => texts.askCode(label())).catch((error: unknown) => {
      throw error instanceof InputEnded ? new CodeLater() : error;
    });
    if (typed === "") continue;
    if (typed.toLowerCase() !== "r") {
      const verified = await verify(typed);
      if (verified.ok || verified.problem.field !== "code") return verified;
      showProblem(demo, verified.problem);
    } else if (countdown.remainingSeconds() > 0) {
      terminal.print(texts.waitToResend(label()));
    } else {
      const sent = await resend();
      if (sent.ok) countdown.start();
      else {
        countdown.startFrom(sent.problem);
        showProblem(demo, sent.problem);
      }
    }
  }
}
