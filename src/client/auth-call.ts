import type { SupabaseClient } from "@supabase/supabase-js";
import { problemOf } from "./explain-sms-error.ts";
import type { Outcome } from "./problem.ts";

/** Any supabase-js client, whatever its database types. */
export interface AuthHolder {
  readonly auth: SupabaseClient["auth"];
}

export type Auth = AuthHolder["auth"];

/**
 * Runs one call of supabase-js and turns what it gave into an outcome. auth-js returns most errors,
 * throws those of the storage and of its lock, and all of them with `throwOnError`; here all are values.
 */
export async function attempt<Answer extends AuthAnswer, T extends object>(
  call: () => Promise<Answer>,
  succeed: (data: DataOf<Answer>) => Outcome<T>,
): Promise<Outcome<T>> {
  try {
    const { data, error } = await call();
    if (error !== null) return { ok: false, problem: problemOf(error) };
    // The compiler does not narrow a generic union by its tag: without an error this is its data.
    return succeed(data as DataOf<Answer>);
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

type AuthAnswer = { readonly data: unknown; readonly error: object | null };
type DataOf<Answer extends AuthAnswer> = Extract<Answer, { error: null }>["data"];
