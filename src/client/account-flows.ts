import type { Session, User, UserAttributes } from "@supabase/supabase-js";
import { attempt, type Auth } from "./auth-call.ts";
import { normalizeCode } from "./one-time-code.ts";
import { failed, type Outcome } from "./problem.ts";
import { signedIn } from "./sign-in-flows.ts";
import type { ReadPhone, TypedPhone } from "./phone-number.ts";

/** A code is on its way to the new number, or the number is the user's already and needs none. */
export type PhoneChangeStep =
  | { readonly step: "enter_code"; readonly phone: string }
  | { readonly step: "changed"; readonly phone: string; readonly user: User };

/** Where the code went; `phone` in E.164 where that is a phone. */
export interface PasswordCode {
  readonly sentTo: "email" | "phone";
  readonly phone?: string;
}

/** Steps of a person who is signed in; without a session each gives `session_missing`. */
export interface AccountFlows {
  /** After a first sign-in with a code: a password, a name (`user_metadata.name`), or both. */
  completeProfile(
    input: { readonly password?: string; readonly name?: string },
  ): Promise<Outcome<{ readonly user: User }>>;
  changePhone(input: TypedPhone): Promise<Outcome<PhoneChangeStep>>;
  /**
   * Another code to the number that waits for confirmation, which `phone` names (E.164). Asks for the same
   * change again: Auth's `/resend` finds nobody without a number or an e-mail address of their own
   * (anonymous, OAuth), finds no SSO user, and answers success then (supabase/auth `internal/api/resend.go`).
   */
  resendPhoneChangeCode(): Promise<Outcome<{ readonly phone: string }>>;
  /** `phone` is the new number. */
  verifyPhoneChange(
    input: TypedPhone & { readonly code: string },
  ): Promise<Outcome<{ readonly session: Session; readonly user: User }>>;
  /** Asks for the code that `changePassword` needs. Auth prefers the e-mail address where there is one. */
  requestPasswordChangeCode(): Promise<Outcome<PasswordCode>>;
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

    async resendPhoneChangeCode() {
      return await withUser(async (user) => {
        const phone = plus(user.new_phone);
        if (phone === undefined) return failed("phone_change_not_pending");
        return await update({ phone }, () => ({ ok: true, phone }));
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
        attempt(() => auth.reauthenticate(), (): Outcome<PasswordCode> => {
          const phone = plus(user.phone);
          return user.email || phone === undefined
            ? { ok: true, sentTo: "email" }
            : { ok: true, sentTo: "phone", phone };
        })
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

/** Auth stores numbers without the plus sign; `""` and `undefined` are no number. */
const plus = (phone: string | undefined): string | undefined =>
  phone ? `+${phone.replace(/^\+/, "")}` : undefined;
