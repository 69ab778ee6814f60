import { languageOf } from "./language.ts";
import { type Field, type ProblemCode, traitOf } from "./problem-codes.ts";
import { problemText } from "./problem-text.ts";
import type { Details } from "./texts-en.ts";
import type { Actor } from "./reasons.ts";

/** Why a step did not succeed, ready to show, to switch on and to log. */
export interface SmsProblem {
  readonly code: ProblemCode;
  /** Who can change it: `user` may correct or wait, the others cannot be helped from inside the app. */
  readonly actor: Actor;
  /** The input to mark, where one is to blame. */
  readonly field?: Field;
  /** Seconds until another try can succeed; absent when the server named no wait. */
  readonly retryAfterSeconds?: number;
  /** What the person can tell whoever supports the app, to show small beside a sentence that only that one can act on. */
  readonly supportCode?: ProblemCode;
  /** The sentence for the person in front of the app; `locale` is a BCP 47 tag, `zh…` or English. */
  text(locale: string): string;
  /** The original error, for a log; its text is not for end users. */
  readonly cause?: unknown;
}

/** The result of every step: what it gave, or the one problem that stopped it. */
export type Outcome<T extends object = object> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly problem: SmsProblem };

export function problem(
  code: ProblemCode,
  { cause, ...details }: Partial<Details> & { cause?: unknown } = {},
): SmsProblem {
  const { actor, field } = traitOf(code);
  const known: Details = { reasons: [], ...details };
  return {
    code,
    actor,
    ...(field && { field }),
    ...(actor !== "user" && { supportCode: code }),
    ...(known.seconds !== undefined && { retryAfterSeconds: known.seconds }),
    text: (locale) => problemText(code, known, languageOf(locale)),
    ...(cause !== undefined && { cause }),
  };
}

export function failed(
  code: ProblemCode,
  details: Partial<Details> = {},
): { readonly ok: false; readonly problem: SmsProblem } {
  return { ok: false, problem: problem(code, details) };
}
