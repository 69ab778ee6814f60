import type { ResendParams, Session, User, UserAttributes } from "@supabase/supabase-js";
import { attempt, type Auth } from "./auth-call.ts";
import { normalizeCode } from "./one-time-code.ts";
import { failed, type Outcome } from "./problem.ts";
import { signedIn } from "./sign-in-flows.ts";
import type { ReadPhone, TypedPhone } from "./phone-number.ts";

/** A code is on its way to the new number, or the number is the user's already and needs none. */
export type PhoneChangeStep =
  | { readonly step: "enter_code"; readonly phone: string }
  | { readonly step: "changed"; readonly phone: string; readonly user: User };

/** Steps of a person who is signed in; without a session each gives `session_missing`. */
export interface AccountFlows {
  /** After a first sign-in with a code: a password, a name (`user_metadata.name`), or both. */
  completeProfile(
    input: { readonly password?: string; readonly name?: string },
  ): Promise<Outcome<{ readonly user: User }>>;
  changePhone(input: TypedPhone): Promise<Outcome<PhoneChangeStep>>;
  /** Another code to the number that waits for confirmation, which `phone` names (E.164). */
  resendPhoneChangeCode(
    input?: { readonly captchaToken?: string },
  ): Promise<Outcome<{ readonly phone: string }>>;
  /** `phone` is the new number. */
  verifyPhoneChange(
    input: TypedPhone & { readonly code: string },
  ): Promise<Outcome<{ readonly session: Session; readonly user: User }>>;
  /** Asks for the code that `changePassword` needs. Auth prefers the e-mail address where there is one. */
  requestPasswordChangeCode(): Promise<Outcome<{ readonly sentTo: "email" | "phone" }>>;
  /** Try it without `code` first: after a recent sign-in Auth asks for none, else `reauthentication_needed`. */
  changePassword(
    input: { readonly newPassword: string; readonly code?: string; readonly currentPassword?: string },
  ): Promise<Outcome<{ readonly user: User }>>;
}

export function createAccountFlows(auth: Auth, readPhone: ReadPhone): AccountFlows {
  const update = <T extends object>(attributes: UserAttributes, done: (user: User) => Outcome<T>) =>
    attempt(() => auth.updateUser(attributes), ({ user }) => done(user));
  const withUser = async <T extends object>(next: (user: User) => Promise<Outcome<T>>) => {
    const current = await attempt(() => auth.getUser(), ({ user }) => ({ ok: true, user }));
    return current.ok ? await next(current.user) : current;
  };

  return {
    async completeProfile({ password, name }) {
      if (password === "") return failed("password_missing");
      const attributes = {
        ...(password !== undefined && { password }),
        ...(name !== undefined && { data: { name } }),
      };
      return await update(attributes, (user) => ({ ok: true, user }));
    },

    async changePhone(typed) {
      const read = readPhone(typed);
      if (!read.ok) return read;
      const { phone } = read;
      return await update({ phone }, (user): Outcome<PhoneChangeStep> => {
        // Auth drops the plus sign. Without a pending number nothing was sent: autoconfirm, or no change.
        if (plus(user.new_phone) === plus(phone)) return { ok: true, step: "enter_code", phone };
        return { ok: true, step: "changed", phone, user };
      });
    },

    async resendPhoneChangeCode({ captchaToken } = {}) {
      return await withUser(async (user) => {
        const phone = plus(user.new_phone);
        // Auth would answer success and send nothing.
        if (phone === undefined) return failed("phone_change_not_pending");
        const options = captchaToken === undefined ? {} : { captchaToken };
        return await attempt(() => auth.resend(phoneChangeOf(user, options)), () => ({ ok: true, phone }));
      });
    },

    async verifyPhoneChange({ code, ...typed }) {
      const [read, typedCode] = [readPhone(typed), normalizeCode(code)];
      if (!read.ok) return read;
      if (!typedCode.ok) return typedCode;
      const { phone } = read;
      const { token } = typedCode;
      return await attempt(() => auth.verifyOtp({ type: "phone_change", phone, token }), signedIn);
    },

    async requestPasswordChangeCode() {
      return await withUser((user) =>
        attempt(() => auth.reauthenticate(), () => ({ ok: true, sentTo: user.email ? "email" : "phone" }))
      );
    },

    async changePassword({ newPassword, code, currentPassword }) {
      if (newPassword === "") return failed("password_missing");
      const nonce = code === undefined ? undefined : normalizeCode(code);
      if (nonce && !nonce.ok) return nonce;
      const attributes = {
        password: newPassword,
        ...(nonce && { nonce: nonce.token }),
        ...(currentPassword !== undefined && { current_password: currentPassword }),
      };
      return await update(attributes, (user) => ({ ok: true, user }));
    },
  };
}

/**
 * `/resend` finds the user by the current number, or by e-mail for one who has only that; the new number
 * finds nobody and Auth answers success (supabase/auth `internal/api/resend.go`).
 */
function phoneChangeOf(user: User, options: { captchaToken?: string }): ResendParams {
  if (user.phone) return { type: "phone_change", phone: `+${user.phone}`, options };
  // supabase-js's type knows no phone_change by e-mail; its code and Auth take it.
  return { type: "phone_change", email: user.email ?? "", options } as unknown as ResendParams;
}

/** Auth stores numbers without the plus sign; `""` and `undefined` are no number. */
const plus = (phone: string | undefined): string | undefined =>
  phone ? `+${phone.replace(/^\+/, "")}` : undefined;
