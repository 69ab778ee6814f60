import type { SupabaseClient, User } from "@supabase/supabase-js";
import { type Outcome, type PhoneAuth, type PhoneFactor, problemOf } from "../../client/index.ts";

/** What the page shows of the person who is signed in. */
export interface Account {
  readonly id: string;
  readonly name: string;
  /** E.164 digits as Auth keeps them; empty for a guest. */
  readonly phone: string;
  readonly guest: boolean;
  readonly since: Date;
  /** A first sign-in: Auth made the account just before it. */
  readonly isNew: boolean;
  readonly factor: PhoneFactor | undefined;
  readonly factors: readonly PhoneFactor[];
  /** The account has a second factor that this session has not been through. */
  readonly secondStepDue: boolean;
  readonly twoSteps: boolean;
}

/** Asks Auth rather than the stored session, which may be older than the last change. */
export async function readAccount(
  supabase: SupabaseClient,
  auth: PhoneAuth,
): Promise<Outcome<{ readonly account: Account }>> {
  const status = await auth.secondFactor.status();
  if (!status.ok) return status;
  const [{ data, error }, level] = await Promise.all([
    supabase.auth.getUser(),
    supabase.auth.mfa.getAuthenticatorAssuranceLevel(),
  ]);
  if (error) return { ok: false, problem: problemOf(error) };
  const { user } = data;
  const { factors, required } = status;
  const account: Account = {
    id: user.id,
    name: nameOf(user),
    phone: user.phone ?? "",
    guest: user.is_anonymous ?? false,
    since: new Date(user.created_at),
    isNew: isFirstSignIn(user),
    factor: factors.find(({ verified }) => verified),
    factors,
    secondStepDue: required,
    twoSteps: level.data?.currentLevel === "aal2",
  };
  return { ok: true, account };
}

/** `user_metadata` is whatever the person's app wrote there. */
function nameOf(user: User): string {
  const name: unknown = user.user_metadata["name"];
  return typeof name === "string" ? name : "";
}

/** Longer than a code is valid, so that a slow first SMS still counts. */
const FIRST_SIGN_IN_MS = 15 * 60_000;

function isFirstSignIn({ created_at, last_sign_in_at }: User): boolean {
  return Date.parse(last_sign_in_at ?? "") - Date.parse(created_at) < FIRST_SIGN_IN_MS;
}
