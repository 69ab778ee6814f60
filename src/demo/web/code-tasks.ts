import type { Outcome } from "../../client/index.ts";
import type { App, CodeStep, Route } from "./app.ts";
import { showPhone } from "./show-phone.ts";

/** What the one code screen does in each flow. */
export interface CodeTask {
  readonly lead: () => string;
  readonly back: { readonly label: () => string; readonly to: Route };
  /** Checks the code and goes on. */
  verify(code: string): Promise<Outcome>;
  /** Gives the step that waits from now on: a new challenge has another id. */
  resend(): Promise<Outcome<{ readonly step: CodeStep }>>;
}

export function codeTask(app: App, step: CodeStep): CodeTask {
  const texts = () => app.language.texts().code;
  const cancel = { label: () => texts().cancel, to: { at: "home" } } as const;
  const same = async (sending: Promise<Outcome>) => {
    const sent = await sending;
    return sent.ok ? { ok: true as const, step } : sent;
  };

  switch (step.flow) {
    case "sign_in":
    case "sign_up": {
      const { flow, phone } = step;
      return {
        lead: () => texts().lead(showPhone(phone)),
        back: { label: () => texts().back, to: { at: flow, typed: showPhone(phone) } },
        async verify(code) {
          const outcome = await app.auth.verifyCode({ phone, code });
          if (!outcome.ok) return outcome;
          await app.go({ at: "home", done: "signed_in", newcomer: flow === "sign_in" });
          return outcome;
        },
        resend: () =>
          same(flow === "sign_in" ? app.auth.requestCode({ phone }) : app.auth.resendSignUpCode({ phone })),
      };
    }
    case "phone_change": {
      const { phone } = step;
      return {
        lead: () => texts().lead(showPhone(phone)),
        back: { label: () => texts().back, to: { at: "change_phone" } },
        async verify(code) {
          const outcome = await app.auth.verifyPhoneChange({ phone, code });
          if (outcome.ok) await app.go({ at: "home", done: "phone_changed" });
          return outcome;
        },
        resend: () => same(app.auth.resendPhoneChangeCode()),
      };
    }
    case "password": {
      const { newPassword, currentPassword, sentTo, phone } = step;
      return {
        lead: () => sentTo === "email" ? texts().leadMail : texts().lead(showPhone(phone)),
        back: cancel,
        async verify(code) {
          const given = { newPassword, code, ...(currentPassword !== undefined && { currentPassword }) };
          const outcome = await app.auth.changePassword(given);
          if (outcome.ok) await app.go({ at: "home", done: "password_changed" });
          return outcome;
        },
        resend: () => same(app.auth.requestPasswordChangeCode()),
      };
    }
    case "second_factor": {
      const { factorId, challengeId, enrolling } = step;
      return {
        lead: () => texts().leadFactor,
        back: cancel,
        async verify(code) {
          const outcome = await app.auth.secondFactor.verify({ factorId, challengeId, code });
          if (outcome.ok) await app.go({ at: "home", done: enrolling ? "factor_added" : "signed_in" });
          return outcome;
        },
        async resend() {
          const sent = await app.auth.secondFactor.challenge({ factorId });
          return sent.ok ? { ok: true, step: { ...step, challengeId: sent.challengeId } } : sent;
        },
      };
    }
  }
}
