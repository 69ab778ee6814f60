import { expect, test } from "vitest";
import { PROBLEM_TRAITS } from "../../../src/client/problem-codes.ts";
import { REASONS as CLIENT_REASONS } from "../../../src/client/reasons.ts";
import { problem } from "../../../src/client/problem.ts";
import { TEXTS, waitPhrase } from "../../../src/hook/gotrue/texts.ts";
import { REASONS as HOOK_REASONS } from "../../../src/hook/gotrue/reasons.ts";

test("the client's copy of the reasons is the hook's table", () => {
  const hook = Object.entries(HOOK_REASONS).map(([reason, { codedStatus, actor }]) =>
    [reason, { codedStatus, actor }] as const
  );
  expect(CLIENT_REASONS).toEqual(Object.fromEntries(hook));
});

test("a problem of the hook keeps the actor of its reason", () => {
  const traits: Record<string, { actor: string }> = PROBLEM_TRAITS;
  for (const [reason, { actor }] of Object.entries(HOOK_REASONS)) expect(traits[reason]?.actor).toBe(actor);
});

const reasons = Object.keys(HOOK_REASONS) as (keyof typeof HOOK_REASONS)[];
test.each(reasons)("an app without the client shows the same sentence for %s", (reason) => {
  for (const language of ["en", "zh"] as const) {
    const said = TEXTS[reason][language](waitPhrase(language, 42));
    expect(problem(reason, { seconds: 42 }).text(language)).toBe(said);
  }
});
