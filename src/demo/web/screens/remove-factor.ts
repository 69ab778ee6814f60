import type { Account } from "../account.ts";
import type { Screen } from "../app.ts";
import { h } from "../dom.ts";
import { createForm } from "../form.ts";
import { backButton } from "../parts.ts";

export const removeFactorScreen = ({ factor }: Account): Screen => (app, left) => {
  const texts = () => app.language.texts().factor;
  return createForm(app, left, {
    title: () => texts().removeTitle,
    lead: () => texts().removeLead,
    fields: [],
    submit: () => texts().remove,
    look: "danger",
    below: h(
      "div",
      { class: "below" },
      backButton(() => app.language.texts().code.cancel, () => void app.go({ at: "home" })),
    ),
    async run() {
      if (factor) {
        const outcome = await app.auth.secondFactor.unenroll(factor);
        if (!outcome.ok) return outcome;
      }
      await app.go({ at: "home", done: "factor_removed" });
      return { ok: true };
    },
  }).element;
};
