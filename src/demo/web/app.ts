import type { SupabaseClient } from "@supabase/supabase-js";
import type { NumberingPlan, PhoneAuth, SentCodes, SmsProblem } from "../../client/index.ts";
import type { CodeStep } from "./code-step.ts";
import type { Countries } from "./countries.ts";
import type { LanguageChoice } from "./language-choice.ts";
import type { PendingSteps } from "./pending-step.ts";
import type { ServerFacts } from "./server-facts.ts";
import type { Texts } from "./texts/en.ts";

/** What was just achieved; the next screen says it. */
export type Done = keyof Texts["done"];

export type Route =
  | { readonly at: "sign_in"; readonly problem?: SmsProblem }
  | { readonly at: "sign_up" }
  | { readonly at: "reset_password" }
  | { readonly at: "code"; readonly step: CodeStep }
  | { readonly at: "welcome"; readonly done?: Done }
  | { readonly at: "home"; readonly done?: Done }
  | { readonly at: "profile" }
  | { readonly at: "change_phone" }
  | { readonly at: "change_password" }
  | { readonly at: "new_password" }
  | { readonly at: "add_factor" }
  | { readonly at: "remove_factor" };

/** What the service says of itself where Auth does not: see the configuration of the page. */
export interface ServiceRules {
  readonly countries: Countries;
  readonly codeLength: number;
  readonly termsUrl: string | undefined;
  readonly privacyUrl: string | undefined;
}

/** What the page remembers until it is left or reloaded. */
export interface Memory {
  /** The number of whoever signs in, as typed: it goes along from screen to screen. */
  phone: string;
  agreed: boolean;
  passwordMinLength: number;
  /** Of a sign-up whose code was sent before: set once the code is confirmed. */
  passwordToSet: string | undefined;
}

/** What every screen may use. */
export interface App {
  readonly supabase: SupabaseClient;
  readonly auth: PhoneAuth;
  readonly sentCodes: SentCodes;
  readonly facts: ServerFacts;
  readonly rules: ServiceRules;
  readonly plans: readonly NumberingPlan[];
  readonly language: LanguageChoice;
  readonly pending: PendingSteps;
  readonly memory: Memory;
  /** Settles when the next screen is there; screens of an account first ask Auth about it. */
  go(route: Route): Promise<void>;
  /** To the screen before this one, or to this one where there is none. */
  back(otherwise: Route): void;
}

/** Makes what the card shows. `left` aborts when another screen takes its place. */
export type Screen = (app: App, left: AbortSignal) => HTMLElement;
