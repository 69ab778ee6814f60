import type { Outcome } from "../../client/index.ts";
import type { App, Route } from "./app.ts";
import type { CodeStep } from "./code-step.ts";
import { maskPhone, showPhone } from "./show-phone.ts";

/** What the one code screen does in each flow. */
export interface CodeTask {
  readonly lead: () => string;
  /** Where the code went: the number, or what stands for it. Its wait is the button's. */
  readonly to: string;
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
  const arrive = async (outcome: Outcome, route: () => Route | Promise<Route>) => {
    if (!outcome.ok) return outcome;
    app.pending.clear();
    await app.go(await route());
    return outcome;
  };

  switch (step.flow) {
    case "sign_in":
    case "sign_up":
    case "reset_password": {
      const { flow, phone } = step;
      return {
        lead: () => texts().lead(showPhone(phone)),
        to: phone,
        back: { label: () => texts().back, to: { at: flow } },
        verify: async (code) =>
          await arrive(await app.auth.verifyCode({ phone, code }), () => afterSignIn(app, flow)),
        resend: () =>
          same(
            flow === "sign_up"
              ? app.auth.resendSignUpCode({ phone })
              : app.auth.requestCode({ phone, createUser: flow === "sign_in" }),
          ),
      };
    }
    case "phone_change": {
      const { phone } = step;
      return {
        lead: () => texts().lead(showPhone(phone)),
        to: phone,
        back: { label: () => texts().back, to: { at: "change_phone" } },
        verify: async (code) =>
          await arrive(
            await app.auth.verifyPhoneChange({ phone, code }),
            () => ({ at: "home", done: "phone_changed" }),
          ),
        resend: () => same(app.auth.resendPhoneChangeCode()),
      };
    }
    case "password": {
      const { newPassword, currentPassword, sentTo, phone } = step;
      return {
        lead: () => sentTo === "email" ? texts().leadMail : texts().lead(showPhone(phone)),
        to: sentTo === "email" ? "email" : phone,
        back: cancel,
        async verify(code) {
          const given = { newPassword, code, ...(currentPassword !== undefined && { currentPassword }) };
          const changed = await app.auth.changePassword(given);
          return await arrive(changed, () => ({ at: "home", done: "password_changed" }));
        },
        resend: () => same(app.auth.requestPasswordChangeCode()),
      };
    }
    case "second_factor": {
      const { factorId, challengeId, phone, next } = step;
      const { secondFactor } = app.auth;
      return {
        lead: () => phone === undefined ? texts().leadFactor : texts().lead(maskPhone(phone)),
        to: phone ?? factorId,
        back: cancel,
        verify: async (code) =>
          await arrive(await secondFactor.verify({ factorId, challengeId, code }), () => AFTER_FACTOR[next]),
        async resend() {
          const sent = await secondFactor.challenge({ factorId });
          return sent.ok ? { ok: true, step: { ...step, challengeId: sent.challengeId } } : sent;
        },
      };
    }
  }
}

const AFTER_FACTOR: Readonly<Record<"factor_added" | "home" | "new_password", Route>> = {
  factor_added: { at: "home", done: "factor_added" },
  home: { at: "home", done: "signed_in" },
  new_password: { at: "new_password" },
};

async function afterSignIn(app: App, flow: "sign_in" | "sign_up" | "reset_password"): Promise<Route> {
  const { passwordToSet } = app.memory;
  app.memory.phone = "";
  app.memory.passwordToSet = undefined;
  if (flow === "reset_password") return { at: "new_password" };
  if (flow === "sign_in") return { at: "welcome", done: "signed_in" };
  if (passwordToSet === undefined) return { at: "home", done: "signed_in" };
  const set = await app.auth.completeProfile({ password: passwordToSet });
  // The form of the password says what is wrong with it; where a second step is due, that comes first.
  const wrong = !set.ok && set.problem.code !== "same_password" && set.problem.code !== "insufficient_aal";
  return wrong ? { at: "change_password" } : { at: "home", done: "signed_in" };
}
