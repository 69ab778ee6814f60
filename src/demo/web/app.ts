import type { SupabaseClient } from "@supabase/supabase-js";
import type { PhoneAuth, ResendCountdown, SmsProblem } from "../../client/index.ts";
import type { LanguageChoice } from "./language-choice.ts";
import type { PendingStep, PendingSteps } from "./pending-step.ts";
import type { ServerFacts } from "./server-facts.ts";
import type { Texts } from "./texts/en.ts";

/** What was just achieved; the next screen says it. */
export type Done = keyof Texts["done"];

export type CodeStep = PendingStep | {
  readonly flow: "password";
  /** Never stored: a reload begins the change of password again. */
  readonly newPassword: string;
  readonly currentPassword?: string;
  readonly sentTo: "email" | "phone";
  readonly phone: string;
};

export type Route =
  | { readonly at: "sign_in"; readonly typed?: string; readonly problem?: SmsProblem }
  | { readonly at: "sign_up"; readonly typed?: string }
  | { readonly at: "code"; readonly step: CodeStep }
  | { readonly at: "profile" }
  | { readonly at: "home"; readonly done?: Done; readonly newcomer?: boolean }
  | { readonly at: "change_phone" }
  | { readonly at: "change_password" }
  | { readonly at: "add_factor" }
  | { readonly at: "remove_factor"; readonly factorId: string };

/** What every screen may use. */
export interface App {
  readonly supabase: SupabaseClient;
  readonly auth: PhoneAuth;
  readonly facts: ServerFacts;
  readonly language: LanguageChoice;
  readonly pending: PendingSteps;
  /** The wait for another code, one for each flow. */
  countdown(flow: CodeStep["flow"]): ResendCountdown;
  /** Settles when the next screen is there; screens of an account first ask Auth about it. */
  go(route: Route): Promise<void>;
}

/** Makes what the card shows. `left` aborts when another screen takes its place. */
export type Screen = (app: App, left: AbortSignal) => HTMLElement;
