import type { App } from "../app.ts";
import { h, newId } from "../dom.ts";
import { problemLine } from "../problem-line.ts";
import { complainer, type Field } from "./field.ts";

/**
 * A box to tick, never ticked already: consent that is a default is none (PIPL article 14, and the app stores of
 * the mainland look for it). `undefined` where the service has no terms to agree to.
 */
export function consentField(app: App): Field | undefined {
  const { termsUrl, privacyUrl } = app.rules;
  if (termsUrl === undefined && privacyUrl === undefined) return undefined;
  const texts = () => app.language.texts().consent;
  const link = (href: string | undefined, label: () => string) =>
    href === undefined ? null : h("a", { href, target: "_blank", rel: "noreferrer" }, label);
  const input = h("input", { type: "checkbox", id: newId("consent") });
  input.checked = app.memory.agreed;
  input.addEventListener("change", () => (app.memory.agreed = input.checked));
  const problem = problemLine(app);
  input.setAttribute("aria-describedby", problem.element.id);
  const element = h(
    "div",
    { class: "consent" },
    h(
      "label",
      {},
      input,
      h(
        "span",
        {},
        () => texts().agree,
        link(termsUrl, () => texts().terms),
        termsUrl !== undefined && privacyUrl !== undefined ? () => texts().and : null,
        link(privacyUrl, () => texts().privacy),
        () => texts().end,
      ),
    ),
    problem.element,
  );
  return {
    name: "consent",
    element,
    input,
    check: () => input.checked ? undefined : { text: () => texts().missing },
    complain: complainer(input, problem),
  };
}
