import type { PhoneFactor } from "../../../client/index.ts";
import type { Screen } from "../app.ts";
import { h } from "../dom.ts";
import { createForm } from "../form.ts";
import { linkButton } from "../parts.ts";
import { challenge } from "./add-factor.ts";

/** Between signing in and being in. The code is sent when the person asks: each costs money. */
export const factorGateScreen = ({ factorId, name }: PhoneFactor): Screen => (app) => {
  const texts = () => app.language.texts();
  return createForm(app, {
    title: () => texts().factor.gateTitle,
    lead: () => texts().factor.gateLead(name || texts().factor.gatePhone),
    fields: [],
    submit: () => texts().factor.submit,
    below: h(
      "div",
      { class: "below" },
      linkButton(() => texts().home.signOut, () => void app.auth.signOut({ scope: "local" })),
    ),
    run: () => challenge(app, factorId, false),
  }).element;
};
