import type { Text } from "../text.ts";
import type { Answers } from "./answers.ts";

/** One setting of Auth under every name that it goes by; what a place has no name for is left out there. */
interface Setting {
  gotrue: string;
  /** PATCH /v1/projects/{ref}/config/auth of Supabase's Management API. */
  management: string;
  /** Section and key of supabase/config.toml. */
  toml?: readonly [section: string, key: string];
  dashboard?: Text;
  value: string | number | boolean;
}

const HOOK: Text = {
  en: "Authentication → Hooks → Send SMS, HTTPS",
  zh: "Authentication → Hooks → Send SMS，HTTPS",
};
const phone = (what: string): Text => ({
  en: `Sign In / Providers → Phone: ${what}`,
  zh: `Sign In / Providers → Phone：${what}`,
});

/** The order is that of switching on: the hook itself comes last. */
const settingsOf = ({ functionUrl, hookSecret, codeMinutes }: Answers): Setting[] => [
  {
    gotrue: "GOTRUE_EXTERNAL_PHONE_ENABLED",
    management: "external_phone_enabled",
    toml: ["auth.sms", "enable_signup"],
    dashboard: phone("Enable Phone provider"),
    value: true,
  },
  {
    gotrue: "GOTRUE_SMS_AUTOCONFIRM",
    management: "sms_autoconfirm",
    dashboard: phone("Enable phone confirmations"),
    value: false,
  },
  {
    gotrue: "GOTRUE_SMS_OTP_EXP",
    management: "sms_otp_exp",
    dashboard: phone("SMS OTP Expiry"),
    value: codeMinutes * 60,
  },
  {
    gotrue: "GOTRUE_SMS_OTP_LENGTH",
    management: "sms_otp_length",
    dashboard: phone("SMS OTP Length"),
    value: 6,
  },
  {
    gotrue: "GOTRUE_SMS_MAX_FREQUENCY",
    management: "sms_max_frequency",
    toml: ["auth.sms", "max_frequency"],
    value: 60,
  },
  {
    gotrue: "GOTRUE_HOOK_SEND_SMS_URI",
    management: "hook_send_sms_uri",
    toml: ["auth.hook.send_sms", "uri"],
    dashboard: HOOK,
    value: functionUrl,
  },
  {
    gotrue: "GOTRUE_HOOK_SEND_SMS_SECRETS",
    management: "hook_send_sms_secrets",
    toml: ["auth.hook.send_sms", "secrets"],
    dashboard: HOOK,
    value: hookSecret,
  },
  {
    gotrue: "GOTRUE_HOOK_SEND_SMS_ENABLED",
    management: "hook_send_sms_enabled",
    toml: ["auth.hook.send_sms", "enabled"],
    dashboard: HOOK,
    value: true,
  },
];

export const MANAGEMENT_API = "https://api.supabase.com/v1/projects/<ref>/config/auth";

/** What is printed stands on a screen: the secret is named, and stands in the file of the variables. */
const SECRET = "GOTRUE_HOOK_SEND_SMS_SECRETS";
const shown = ({ gotrue, value }: Setting): string | number | boolean =>
  gotrue === SECRET ? "<SEND_SMS_HOOK_SECRETS>" : value;

/** A duration of Go needs its unit, the Management API counts in seconds. */
const goValue = (setting: Setting): string =>
  setting.gotrue === "GOTRUE_SMS_MAX_FREQUENCY" ? `${setting.value}s` : String(shown(setting));

export const gotrueLines = (answers: Answers): string =>
  settingsOf(answers).map((setting) => `${setting.gotrue}=${goValue(setting)}`).join("\n");

export const managementBody = (answers: Answers): string =>
  JSON.stringify(Object.fromEntries(settingsOf(answers).map((one) => [one.management, shown(one)])), null, 2);

/** The console of RDS Supabase takes the same names, one in each row. */
export const rdsTable = (answers: Answers): string =>
  settingsOf(answers).map((setting) => `${setting.gotrue.padEnd(34)} ${goValue(setting)}`).join("\n");

export const dashboardSteps = (answers: Answers, language: keyof Text): string =>
  settingsOf(answers)
    .flatMap((one) => one.dashboard ? [`${one.dashboard[language]}: ${dashboardValue(one)}`] : [])
    .map((step, i) => `${i + 1}. ${step}`).join("\n");

// A switch that is off elsewhere (autoconfirm) is one that is on here, under its opposite name.
const dashboardValue = (setting: Setting): string =>
  typeof setting.value === "boolean" ? "on" : String(shown(setting));

/** For `supabase start`; hosted projects are not configured by it. */
export function configToml(answers: Answers): string {
  const named = settingsOf(answers).filter(({ toml }) => toml !== undefined);
  const sections = [...new Set(named.map(({ toml }) => toml?.[0] ?? ""))];
  return sections.map((section) => {
    const lines = named.filter(({ toml }) => toml?.[0] === section).map((one) =>
      `${one.toml?.[1]} = ${tomlValue(one)}`
    );
    return [`[${section}]`, ...lines, ...section === "auth.sms" ? ["enable_confirmations = true"] : []].join(
      "\n",
    );
  }).join("\n\n");
}

const OFF = "GOTRUE_HOOK_SEND_SMS_ENABLED=false";

/** The hook's switch the other way, as each place has it. */
export function wayBack({ authAt }: Answers, language: keyof Text): string {
  if (authAt === "local") return "[auth.hook.send_sms]\nenabled = false";
  if (authAt === "rds") return OFF;
  // The compose file beside Supabase's own reads the switch from a variable of its own.
  if (authAt === "self-hosted") {
    return `${OFF}  (deploy/self-hosted: SEND_SMS_HOOK_ENABLED=false)\ndocker compose up -d auth`;
  }
  return [
    `${HOOK[language]}: off`,
    `PATCH ${MANAGEMENT_API}`,
    JSON.stringify({ hook_send_sms_enabled: false }),
  ].join("\n");
}

function tomlValue(setting: Setting): string {
  if (setting.gotrue === SECRET) return '"env(SEND_SMS_HOOK_SECRETS)"';
  return typeof setting.value === "boolean" ? String(setting.value) : JSON.stringify(goValue(setting));
}
