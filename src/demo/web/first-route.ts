import type { App, Route } from "./app.ts";
import type { CodeStep } from "./code-step.ts";
import { type Place, PUBLIC } from "./places.ts";

/** Before anybody is signed in. */
const WITHOUT_SESSION: ReadonlySet<CodeStep["flow"]> = new Set<CodeStep["flow"]>([
  "sign_in",
  "sign_up",
  "reset_password",
]);

export const needsNoSession = ({ flow }: CodeStep): boolean => WITHOUT_SESSION.has(flow);

/** What an address shows to whoever opens it: the account to those who are signed in, the sign-in to all others. */
export async function firstRoute({ supabase, pending }: App, place: Place | undefined): Promise<Route> {
  const { data } = await supabase.auth.getSession();
  const signedIn = data.session !== null;
  const start: Route = signedIn ? { at: "home" } : { at: "sign_in" };
  if (place === undefined) return start;
  if (place === "code") {
    const step = pending.read();
    return step && needsNoSession(step) !== signedIn ? { at: "code", step } : start;
  }
  return PUBLIC.has(place) === signedIn ? start : { at: place };
}
