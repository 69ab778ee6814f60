import { type Account, readAccount } from "./account.ts";
import type { App, Route, Screen } from "./app.ts";
import type { Place } from "./places.ts";
import { addFactorScreen } from "./screens/add-factor.ts";
import { changePasswordScreen } from "./screens/change-password.ts";
import { changePhoneScreen } from "./screens/change-phone.ts";
import { codeScreen } from "./screens/code.ts";
import { factorGateScreen } from "./screens/factor-gate.ts";
import { homeScreen } from "./screens/home.ts";
import { profileScreen } from "./screens/profile.ts";
import { removeFactorScreen } from "./screens/remove-factor.ts";
import { resetPasswordScreen } from "./screens/reset-password.ts";
import { retryScreen } from "./screens/retry.ts";
import { signInScreen } from "./screens/sign-in.ts";
import { signUpScreen } from "./screens/sign-up.ts";

type PublicPlace = "sign_in" | "sign_up" | "reset_password" | "code";
type AccountRoute = Exclude<Route, { at: PublicPlace }>;

/** A screen, and where it is: not where it was asked for, when something else comes first. */
export interface Opened {
  readonly at: Place;
  readonly screen: Screen;
}

/** The one place that knows every screen. */
export function openRoute(app: App, route: Route): Opened | Promise<Opened> {
  switch (route.at) {
    case "sign_in":
      return { at: "sign_in", screen: signInScreen(route) };
    case "sign_up":
      return { at: "sign_up", screen: signUpScreen };
    case "reset_password":
      return { at: "reset_password", screen: resetPasswordScreen };
    case "code":
      return { at: "code", screen: codeScreen(route.step) };
    default:
      return openAccountRoute(app, route);
  }
}

async function openAccountRoute(app: App, route: AccountRoute): Promise<Opened> {
  const read = await readAccount(app.supabase, app.auth);
  if (!read.ok) {
    const { problem } = read;
    return problem.code === "session_missing"
      ? { at: "sign_in", screen: signInScreen({ problem }) }
      : { at: route.at, screen: retryScreen(problem, route) };
  }
  const { account } = read;
  if (account.secondStepDue && account.factor) {
    const next = route.at === "new_password" ? "new_password" : "home";
    return { at: route.at, screen: factorGateScreen(account.factor, next) };
  }
  // Once it is done, or never was due, its address leads to the account.
  if (route.at === "welcome" && !(account.isNew && account.name === "")) {
    return { at: "home", screen: homeScreen(account, route.done) };
  }
  if (route.at === "remove_factor" && !account.factor) return { at: "home", screen: homeScreen(account) };
  return { at: route.at, screen: accountScreen(account, route) };
}

function accountScreen(account: Account, route: AccountRoute): Screen {
  switch (route.at) {
    case "home":
      return homeScreen(account, route.done);
    case "welcome":
      return profileScreen(account, true);
    case "profile":
      return profileScreen(account, false);
    case "change_phone":
      return changePhoneScreen(account);
    case "change_password":
      return changePasswordScreen(account, "changePassword");
    case "new_password":
      return changePasswordScreen(account, "newPassword");
    case "add_factor":
      return addFactorScreen(account);
    case "remove_factor":
      return removeFactorScreen(account);
  }
}
