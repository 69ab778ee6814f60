import { attempt, type Auth } from "./auth-call.ts";
import { normalizeCode } from "./one-time-code.ts";
import type { Outcome } from "./problem.ts";
import type { ReadPhone, TypedPhone } from "./phone-number.ts";

export interface PhoneFactor {
  readonly factorId: string;
  readonly name: string | undefined;
  /** E.164, since Auth 2.158. */
  readonly phone?: string;
  /** An enrolment that was never confirmed still takes its name; unenroll it. */
  readonly verified: boolean;
}

/** A phone as second factor. The hook's reasons do not come through here: Auth hides them all. */
export interface SecondFactor {
  /** `required`: the person has a factor and has not used it in this session. */
  status(): Promise<Outcome<{ readonly required: boolean; readonly factors: readonly PhoneFactor[] }>>;
  /** Registers the number; `challenge` then sends the first code. */
  enroll(
    input: TypedPhone & { readonly name?: string },
  ): Promise<Outcome<{ readonly factorId: string; readonly phone: string }>>;
  /** Sends a code. `expiresAt` in seconds since 1970. */
  challenge(
    input: { readonly factorId: string },
  ): Promise<Outcome<{ readonly challengeId: string; readonly expiresAt: number }>>;
  /** Confirms an enrolment or a sign-in; supabase-js stores the new session. */
  verify(
    input: { readonly factorId: string; readonly challengeId: string; readonly code: string },
  ): Promise<Outcome>;
  unenroll(input: { readonly factorId: string }): Promise<Outcome>;
}

/** Auth sends it without its plus sign; supabase-js has no type for it. */
function phoneOf(factor: object): { readonly phone?: string } {
  const phone = "phone" in factor ? factor.phone : undefined;
  return typeof phone === "string" && phone !== "" ? { phone: `+${phone.replace(/^\+/, "")}` } : {};
}

export function createSecondFactor(mfa: Auth["mfa"], readPhone: ReadPhone): SecondFactor {
  return {
    async status() {
      const level = await attempt(
        () => mfa.getAuthenticatorAssuranceLevel(),
        ({ currentLevel, nextLevel }) => ({
          ok: true,
          required: nextLevel === "aal2" && currentLevel !== "aal2",
        }),
      );
      if (!level.ok) return level;
      return await attempt(() => mfa.listFactors(), ({ all }) => ({
        ...level,
        factors: all.filter((factor) => factor.factor_type === "phone").map((factor) => ({
          factorId: factor.id,
          name: factor.friendly_name,
          ...phoneOf(factor),
          verified: factor.status === "verified",
        })),
      }));
    },

    async enroll({ name, ...typed }) {
      const read = readPhone(typed);
      if (!read.ok) return read;
      const { phone } = read;
      const request = {
        factorType: "phone",
        phone,
        ...(name !== undefined && { friendlyName: name }),
      } as const;
      return await attempt(() => mfa.enroll(request), ({ id }) => ({ ok: true, factorId: id, phone }));
    },

    challenge: ({ factorId }) =>
      attempt(
        () => mfa.challenge({ factorId, channel: "sms" }),
        (data) => ({ ok: true, challengeId: data.id, expiresAt: data.expires_at }),
      ),

    async verify({ factorId, challengeId, code }) {
      const typedCode = normalizeCode(code);
      if (!typedCode.ok) return typedCode;
      const request = { factorId, challengeId, code: typedCode.token };
      return await attempt(() => mfa.verify(request), () => ({ ok: true }));
    },

    unenroll: ({ factorId }) => attempt(() => mfa.unenroll({ factorId }), () => ({ ok: true })),
  };
}
