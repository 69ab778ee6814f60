import type { SupabaseClient } from "@supabase/supabase-js";
import { createPhoneAuth, createResendCountdown } from "../../client/index.ts";
import type { App, CodeStep, Route } from "./app.ts";
import { PLANS } from "./countries.ts";
import type { LanguageChoice } from "./language-choice.ts";
import { openRoute } from "./open-route.ts";
import type { Page } from "./page.ts";
import { createPendingSteps } from "./pending-step.ts";
import type { ServerFacts } from "./server-facts.ts";

export interface AppParts {
  readonly supabase: SupabaseClient;
  readonly facts: ServerFacts;
  readonly language: LanguageChoice;
  readonly page: Page;
}

const PUBLIC: ReadonlySet<Route["at"]> = new Set<Route["at"]>(["sign_in", "sign_up"]);

export function createApp({ supabase, facts, language, page }: AppParts): App {
  let leaving = new AbortController();
  let latest: Route | undefined;
  const pending = createPendingSteps(sessionStorage);
  const app: App = {
    supabase,
    facts,
    language,
    pending,
    auth: createPhoneAuth(supabase, { countries: PLANS }),
    countdown: (flow) =>
      createResendCountdown({ now: Date.now, storage: localStorage, key: `demo-resend-${flow}` }),
    async go(route) {
      latest = route;
      const screen = await openRoute(app, route);
      // Another press was faster than Auth's answer.
      if (latest !== route) return;
      leaving.abort();
      leaving = new AbortController();
      if (route.at !== "code") pending.clear();
      page.show(screen(app, leaving.signal));
    },
  };
  supabase.auth.onAuthStateChange((event) => {
    const inAccount = latest !== undefined && !PUBLIC.has(latest.at);
    if (event === "SIGNED_OUT" && inAccount) void app.go({ at: "sign_in" });
  });
  return app;
}

const WITHOUT_SESSION: readonly CodeStep["flow"][] = ["sign_in", "sign_up"];

/** Where a visit begins: with the code that is on its way, with the account, or with the sign-in. */
export async function firstRoute({ supabase, pending }: App): Promise<Route> {
  const { data } = await supabase.auth.getSession();
  const signedIn = data.session !== null;
  const step = pending.read();
  if (step && WITHOUT_SESSION.includes(step.flow) !== signedIn) return { at: "code", step };
  return signedIn ? { at: "home" } : { at: "sign_in" };
}
