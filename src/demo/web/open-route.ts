import { readAccount } from "./account.ts";
import type { App, Route, Screen } from "./app.ts";
import { addFactorScreen } from "./screens/add-factor.ts";
import { changePasswordScreen } from "./screens/change-password.ts";
import { changePhoneScreen } from "./screens/change-phone.ts";
import { codeScreen } from "./screens/code.ts";
import { factorGateScreen } from "./screens/factor-gate.ts";
import { homeScreen } from "./screens/home.ts";
import { profileScreen } from "./screens/profile.ts";
import { removeFactorScreen } from "./screens/remove-factor.ts";
import { retryScreen } from "./screens/retry.ts";
import { signInScreen } from "./screens/sign-in.ts";
import { signUpScreen } from "./screens/sign-up.ts";

type AccountRoute = Exclude<Route, { at: "sign_in" | "sign_up" | "code" }>;

/** The one place that knows every screen. */
export function openRoute(app: App, route: Route): Screen | Promise<Screen> {
  switch (route.at) {
    case "sign_in":
      return signInScreen(route);
    case "sign_up":
      return signUpScreen(route);
    case "code":
      return codeScreen(route.step);
    default:
      return openAccountRoute(app, route);
  }
}

async function openAccountRoute(app: App, route: AccountRoute): Promise<Screen> {
  const read = await readAccount(app.supabase, app.auth);
  if (!read.ok) {
    const { problem } = read;
    return problem.code === "session_missing" ? signInScreen({ problem }) : retryScreen(problem, route);
  }
  const { account } = read;
  if (account.secondStepDue && account.factor) return factorGateScreen(account.factor);
  switch (route.at) {
    case "home": {
      const welcome = route.newcomer && account.isNew && account.name === "";
      return welcome ? profileScreen(account, true) : homeScreen(account, route.done);
    }
    case "profile":
      return profileScreen(account, false);
    case "change_phone":
      return changePhoneScreen(account);
    case "change_password":
      return changePasswordScreen(account);
    case "add_factor":
      return addFactorScreen(account);
    case "remove_factor":
      return removeFactorScreen(route.factorId);
  }
}
