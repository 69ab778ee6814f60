import type { Session, User } from "@supabase/supabase-js";
import { attempt, type Auth } from "./auth-call.ts";
import { normalizeCode } from "./one-time-code.ts";
import { failed, type Outcome } from "./problem.ts";
import type { ReadPhone, TypedPhone } from "./phone-number.ts";

interface Captcha {
  /** For projects with captcha protection: what hCaptcha or Turnstile gave. */
  readonly captchaToken?: string;
}

/**
 * Codes go by SMS. supabase-js and Auth also take `channel: "whatsapp"`, but Auth does not tell its hook
 * (supabase/supabase#30412), and an SMS is sent without a word; so no other channel can be named here.
 */
interface Channel {
  readonly channel?: "sms";
}

/** A code is on its way to `phone` (E.164), or Auth needed none and the person is signed in. */
export type SignUpStep =
  | { readonly step: "enter_code"; readonly phone: string }
  | { readonly step: "signed_in"; readonly phone: string; readonly session: Session };

export interface SignInFlows {
  /**
   * Registers a number with a password. A number that may be registered already gives
   * `signup_sent_no_code` or `user_already_exists`, as much as Auth itself gives away.
   */
  signUp(
    input: TypedPhone & Captcha & Channel & { readonly password: string; readonly data?: object },
  ): Promise<Outcome<SignUpStep>>;
  /**
   * Sends a code for signing in, and registers an unknown number unless `createUser` is false. Call it
   * again for another code.
   */
  requestCode(
    input: TypedPhone & Captcha & Channel & { readonly createUser?: boolean; readonly data?: object },
  ): Promise<Outcome<{ readonly phone: string }>>;
  /** Another code for a sign-up. Auth answers alike, and sends none, for numbers with nothing to confirm. */
  resendSignUpCode(input: TypedPhone & Captcha): Promise<Outcome<{ readonly phone: string }>>;
  /** Ends a sign-up or a sign-in with the code from the SMS. */
  verifyCode(
    input: TypedPhone & Captcha & { readonly code: string },
  ): Promise<Outcome<{ readonly session: Session; readonly user: User }>>;
  signInWithPassword(
    input: TypedPhone & Captcha & { readonly password: string },
  ): Promise<Outcome<{ readonly session: Session; readonly user: User }>>;
  /** `global` (supabase-js's default) ends the person's sessions on every device, `local` only this one. */
  signOut(input?: { readonly scope?: "global" | "local" | "others" }): Promise<Outcome>;
}

export function createSignInFlows(auth: Auth, readPhone: ReadPhone): SignInFlows {
  return {
    async signUp({ password, data, captchaToken, ...typed }) {
      const read = readPhone(typed);
      if (!read.ok) return read;
      const { phone } = read;
      if (password === "") return failed("password_missing");
      const options = { ...(data && { data }), ...captcha(captchaToken) };
      return await attempt(() => auth.signUp({ phone, password, options }), ({ user, session }) => {
        if (session) return { ok: true, step: "signed_in", phone, session };
        if (isStandIn(user)) return failed("signup_sent_no_code");
        return { ok: true, step: "enter_code", phone };
      });
    },

    async requestCode({ createUser = true, data, captchaToken, ...typed }) {
      const read = readPhone(typed);
      if (!read.ok) return read;
      const options = { shouldCreateUser: createUser, ...(data && { data }), ...captcha(captchaToken) };
      return await attempt(() => auth.signInWithOtp({ phone: read.phone, options }), () => read);
    },

    async resendSignUpCode({ captchaToken, ...typed }) {
      const read = readPhone(typed);
      if (!read.ok) return read;
      const options = captcha(captchaToken);
      return await attempt(() => auth.resend({ type: "sms", phone: read.phone, options }), () => read);
    },

    async verifyCode({ code, captchaToken, ...typed }) {
      const [read, typedCode] = [readPhone(typed), normalizeCode(code)];
      if (!read.ok) return read;
      if (!typedCode.ok) return typedCode;
      const { phone } = read;
      const { token } = typedCode;
      const options = captcha(captchaToken);
      return await attempt(() => auth.verifyOtp({ type: "sms", phone, token, options }), signedIn);
    },

    async signInWithPassword({ password, captchaToken, ...typed }) {
      const read = readPhone(typed);
      if (!read.ok) return read;
      if (password === "") return failed("password_missing");
      const options = captcha(captchaToken);
      return await attempt(() => auth.signInWithPassword({ phone: read.phone, password, options }), signedIn);
    },

    async signOut({ scope = "global" } = {}) {
      const call = async () => {
        const { error } = await auth.signOut({ scope });
        return error ? { data: null, error } : { data: null, error: null };
      };
      return await attempt(call, () => ({ ok: true }));
    },
  };
}

/**
 * Auth answers the sign-up of a confirmed number with a made-up user and sends nothing (supabase/auth
 * `sanitizeUser`, recorded): telling the person to wait for a code would be a lie.
 */
function isStandIn(user: User | null): boolean {
  return Array.isArray(user?.identities) && user.identities.length === 0;
}

export function signedIn(
  { session, user }: { session: Session | null; user: User | null },
): Outcome<{ readonly session: Session; readonly user: User }> {
  return session && user ? { ok: true, session, user } : failed("unknown");
}

const captcha = (captchaToken: string | undefined) => captchaToken === undefined ? {} : { captchaToken };
