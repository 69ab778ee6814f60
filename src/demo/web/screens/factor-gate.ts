import type { PhoneFactor } from "../../../client/index.ts";
import type { Screen } from "../app.ts";
import { h } from "../dom.ts";
import { createForm } from "../form.ts";
import { linkButton } from "../parts.ts";
import { smsState } from "../sms-state.ts";
import { challenge, pendingFor } from "./add-factor.ts";

/** Between signing in and being in. The code is sent when the person asks: each costs money. */
export const factorGateScreen = (
  { factorId, name, phone = factorId }: PhoneFactor,
  next: "home" | "new_password",
): Screen =>
(app, left) => {
  const texts = () => app.language.texts();
  const sms = smsState(app, "second_factor", () => texts().factor.submit);
  const resumed = () => sms.running(phone) ? pendingFor(app, phone) : undefined;
  return createForm(app, left, {
    title: () => texts().factor.gateTitle,
    lead: () => texts().factor.gateLead(name || texts().factor.gatePhone),
    fields: [],
    extra: h("p", { class: "hint" }, () => sms.hint(phone)),
    submit: () => resumed() ? sms.submit(phone) : texts().factor.submit,
    wait: () => resumed() ? 0 : app.sentCodes.remainingSeconds(phone),
    slow: () => app.language.texts().slow.sending,
    below: h(
      "div",
      { class: "below" },
      linkButton(() => texts().home.signOut, () => void app.auth.signOut({ scope: "local" })),
    ),
    async run() {
      const step = resumed();
      if (!step) return await challenge(app, { factorId, phone, next });
      await app.go({ at: "code", step: { ...step, next } });
      return { ok: true };
    },
  }).element;
};
