import type { App } from "./app.ts";
import { subjectName } from "./subject.ts";

/** What closed it, from the ledger's rule, such as `blocked 86138`; a rule of a later release as it stands. */
export function closedText(app: Pick<App, "texts" | "formats">, rule: string): string {
  const texts = app.texts().requests.outcome.closedOf;
  const [kind, subject = ""] = rule.split(" ");
  if (kind === "paused") return texts.paused;
  if ((kind !== "blocked" && kind !== "guarded") || subject === "") return rule;
  // A rule names no address, so that requests of one reason are counted together.
  const what = subject === "ip" || subject === "net" ? texts[subject] : subjectName(app, subject);
  return texts[kind](what);
}
