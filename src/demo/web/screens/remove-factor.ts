import type { Screen } from "../app.ts";
import { h } from "../dom.ts";
import { createForm } from "../form.ts";
import { backButton } from "../parts.ts";

export const removeFactorScreen = (factorId: string): Screen => (app) => {
  const texts = () => app.language.texts().factor;
  return createForm(app, {
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
      const outcome = await app.auth.secondFactor.unenroll({ factorId });
      if (outcome.ok) await app.go({ at: "home", done: "factor_removed" });
      return outcome;
    },
  }).element;
};
