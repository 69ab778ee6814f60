import type { Hono } from "hono";
import { sendJson } from "../wire/answer.ts";
import type { AuthWorld } from "../world.ts";

/** `GET /health` and `GET /settings`. */
export function infoRoutes(app: Hono, world: AuthWorld): void {
  app.get("/health", () =>
    sendJson({
      version: world.version,
      name: "GoTrue",
      description: "GoTrue is a user registration and authentication API",
    }));
  app.get("/settings", () => sendJson(settingsJson(world)));
}

/** Providers that the emulator has not: off, as in a server where they are not set up (api/settings.go). */
const off = (names: string) => Object.fromEntries(names.split(" ").map((name) => [name, false]));

function settingsJson({ settings, profile }: AuthWorld) {
  return {
    external: {
      anonymous_users: settings.externalAnonymousUsersEnabled,
      ...off("apple azure bitbucket discord facebook"),
      ...(profile.settingsSnapchat ? { snapchat: false } : {}),
      ...off("figma fly github gitlab google keycloak kakao linkedin linkedin_oidc notion spotify slack"),
      ...off("slack_oidc workos twitch twitter"),
      email: settings.externalEmailEnabled,
      phone: settings.externalPhoneEnabled,
      zoom: false,
    },
    disable_signup: settings.disableSignup,
    mailer_autoconfirm: settings.mailerAutoconfirm,
    phone_autoconfirm: settings.smsAutoconfirm,
    sms_provider: settings.smsProvider,
    saml_enabled: false,
    ...(profile.settingsSamlNextKey ? { saml_private_key_next_configured: true } : {}),
    ...(profile.settingsPasskeys ? { passkeys_enabled: false } : {}),
  };
}
