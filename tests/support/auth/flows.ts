import type { AuthError } from "@supabase/supabase-js";
import { type App, type AuthWorld, newEmail, newNumber } from "./world.ts";

export const PASSWORD = "correct horse 1";

type Result = { readonly data: unknown; readonly error: AuthError | null };

/** One phone flow of supabase-js: set up by `arrange`, then the step that calls the hook, then the code. */
export interface Flow {
  readonly phone: string;
  act(): Promise<Result>;
  finish(code: string): Promise<Result>;
}
export type ArrangeFlow = (auth: AuthWorld) => Flow | Promise<Flow>;

export async function must<T extends Result>(step: Promise<T>): Promise<T> {
  const result = await step;
  if (result.error) throw new Error(`Cannot set up the flow: ${result.error.message}`);
  return result;
}

export async function phoneUser(auth: AuthWorld): Promise<{ app: App; phone: string }> {
  const app = auth.device();
  const phone = newNumber();
  await must(app.signUp({ phone, password: PASSWORD }));
  await must(app.verifyOtp({ phone, token: auth.hook.lastCode(), type: "sms" }));
  return { app, phone };
}

export async function emailUser(auth: AuthWorld): Promise<App> {
  const app = auth.device();
  await must(app.signUp({ email: newEmail(), password: PASSWORD }));
  return app;
}

const signUpAt = (app: App, phone: string) => app.signUp({ phone, password: PASSWORD });
const smsCode = (app: App, phone: string) => (token: string) => app.verifyOtp({ phone, token, type: "sms" });
const changeCode = (app: App, phone: string) => (token: string) =>
  app.verifyOtp({ phone, token, type: "phone_change" });

async function mfa(app: App): Promise<Flow> {
  const phone = newNumber();
  const enrolled = await must(app.mfa.enroll({ factorType: "phone", phone, friendlyName: "phone" }));
  const factorId = enrolled.data?.id ?? "";
  let challengeId = "";
  return {
    phone,
    act: async () => {
      const challenged = await app.mfa.challenge({ factorId, channel: "sms" });
      challengeId = challenged.data?.id ?? "";
      return challenged;
    },
    finish: (code) => app.mfa.verify({ factorId, challengeId, code }),
  };
}

/** Auth counts a code's age in milliseconds here: a little time has to pass between two. */
const pause = (auth: AuthWorld) => auth.emulator.advanceClock(0.01);

export const FLOWS: { readonly [name: string]: ArrangeFlow } = {
  signup(auth) {
    const [app, phone] = [auth.device(), newNumber()];
    return { phone, act: () => signUpAt(app, phone), finish: smsCode(app, phone) };
  },
  async signup_again_unconfirmed(auth) {
    const [app, phone] = [auth.device(), newNumber()];
    await must(signUpAt(app, phone));
    pause(auth);
    return { phone, act: () => signUpAt(app, phone), finish: smsCode(app, phone) };
  },
  otp_new_user(auth) {
    const [app, phone] = [auth.device(), newNumber()];
    return { phone, act: () => app.signInWithOtp({ phone }), finish: smsCode(app, phone) };
  },
  async otp_known_user(auth) {
    const { phone } = await phoneUser(auth);
    pause(auth);
    const app = auth.device();
    const options = { shouldCreateUser: false };
    return { phone, act: () => app.signInWithOtp({ phone, options }), finish: smsCode(app, phone) };
  },
  async resend_signup(auth) {
    const [app, phone] = [auth.device(), newNumber()];
    await must(signUpAt(app, phone));
    pause(auth);
    return { phone, act: () => app.resend({ type: "sms", phone }), finish: smsCode(app, phone) };
  },
  async phone_change_add(auth) {
    const [app, phone] = [await emailUser(auth), newNumber()];
    return { phone, act: () => app.updateUser({ phone }), finish: changeCode(app, phone) };
  },
  async phone_change_replace(auth) {
    const { app } = await phoneUser(auth);
    pause(auth);
    const phone = newNumber();
    return { phone, act: () => app.updateUser({ phone }), finish: changeCode(app, phone) };
  },
  async phone_change_resend(auth) {
    const { app, phone: old } = await phoneUser(auth);
    const phone = newNumber();
    pause(auth);
    await must(app.updateUser({ phone }));
    pause(auth);
    return {
      phone,
      act: () => app.resend({ type: "phone_change", phone: old }),
      finish: changeCode(app, phone),
    };
  },
  async otp_after_abandoned_change(auth) {
    const { app: changing, phone } = await phoneUser(auth);
    pause(auth);
    await must(changing.updateUser({ phone: newNumber() }));
    pause(auth);
    const app = auth.device();
    return { phone, act: () => app.signInWithOtp({ phone }), finish: smsCode(app, phone) };
  },
  async reauthenticate(auth) {
    const { app, phone } = await phoneUser(auth);
    pause(auth);
    return {
      phone,
      act: () => app.reauthenticate(),
      finish: (nonce) => app.updateUser({ password: "another horse 2", nonce }),
    };
  },
  mfa_first_factor: async (auth) => await mfa(await emailUser(auth)),
  mfa_other_number: async (auth) => await mfa((await phoneUser(auth)).app),
};
