import type { SupabaseClient } from "@supabase/supabase-js";
import { createPhoneAuth, createSentCodes } from "../../client/index.ts";
import type { App, Memory, Route, ServiceRules } from "./app.ts";
import { plansOf } from "./countries.ts";
import { firstRoute, needsNoSession } from "./first-route.ts";
import type { LanguageChoice } from "./language-choice.ts";
import { openRoute } from "./open-route.ts";
import type { Page } from "./page.ts";
import { createPendingSteps } from "./pending-step.ts";
import { PUBLIC } from "./places.ts";
import type { ServerFacts } from "./server-facts.ts";
import { createTrail } from "./trail.ts";

export interface AppParts {
  readonly supabase: SupabaseClient;
  /** Where supabase-js keeps the session: another tab that signs in writes there. */
  readonly sessionKey: string;
  readonly facts: ServerFacts;
  readonly rules: ServiceRules;
  readonly passwordMinLength: number;
  readonly language: LanguageChoice;
  readonly page: Page;
}

/** Shows where the address leads, and goes on from there. */
export async function startApp(parts: AppParts): Promise<void> {
  const { supabase, sessionKey, page } = parts;
  let leaving = new AbortController();
  let latest: Route | undefined;
  const app = createApp(parts, { go, back });
  const trail = createTrail(() => void follow());

  async function go(route: Route): Promise<void> {
    latest = route;
    const { at, screen } = await openRoute(app, route);
    // Another press was faster than Auth's answer.
    if (latest !== route) return;
    await trail.enter(at, at === "new_password");
    if (latest !== route) return;
    leaving.abort();
    leaving = new AbortController();
    page.show(screen(app, leaving.signal));
  }

  function back(otherwise: Route): void {
    if (!trail.back()) void go(otherwise);
  }

  /** To where the address points: at the start of a visit, and when the person goes back or forward. */
  async function follow(): Promise<void> {
    const here = trail.here();
    const route = await firstRoute(app, here);
    // A code screen without its code goes back to the form that asks for one.
    if (here === "code" && route.at !== "code" && trail.back()) return;
    await go(route);
  }

  supabase.auth.onAuthStateChange((event) => {
    if (event !== "SIGNED_OUT") return;
    app.pending.clear();
    Object.assign(app.memory, { phone: "", agreed: false, passwordToSet: undefined });
    if (latest !== undefined && !PUBLIC.has(latest.at)) void go({ at: "sign_in" });
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (key === sessionKey && newValue !== null && latest !== undefined) void joinOtherTab(latest);
  });
  /** Signed in there is signed in here. Whoever is in already stays where they are. */
  async function joinOtherTab(from: Route): Promise<void> {
    const outside = from.at === "code" ? needsNoSession(from.step) : PUBLIC.has(from.at);
    if (outside) await go({ at: "home" });
  }

  await follow();
}

function createApp(
  { supabase, facts, rules, passwordMinLength, language }: AppParts,
  moves: Pick<App, "go" | "back">,
): App {
  const plans = plansOf(rules.countries);
  const sentCodes = createSentCodes({ now: Date.now, storage: localStorage, key: "demo-sent-codes" });
  const pending = createPendingSteps(sessionStorage);
  const step = pending.read();
  const memory: Memory = {
    phone: step && needsNoSession(step) ? step.phone ?? "" : "",
    agreed: false,
    passwordMinLength,
    passwordToSet: undefined,
  };
  const auth = createPhoneAuth(supabase, { countries: plans, sentCodes });
  return { supabase, auth, sentCodes, facts, rules, plans, language, pending, memory, ...moves };
}
