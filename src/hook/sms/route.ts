import type { SendSmsFlow } from "./flow.ts";
import { looksLikeBareMainland, type PhoneNumber } from "./phone-number.ts";

export type SmsApi = "dysmsapi" | "dypnsapi" | "globe";

/** One way to send: which API, under which signature, with which template and parameters. */
export interface Route {
  /** `default` or `routes[0]`, as the log names it. */
  name: string;
  when: { countries?: readonly string[]; flows?: readonly SendSmsFlow[]; locales?: readonly string[] };
  api: SmsApi;
  /** Name of the SMS signature; for `globe` the sender id, which may be absent. */
  sign: string | undefined;
  /** Template code; for `globe` the text, which may be absent. */
  template: string | undefined;
  /** Template parameters besides the code; `{code}` in a value is the code's place. */
  params: Readonly<Record<string, string>>;
  /** Origin of the provider's endpoint. */
  endpoint: string;
  /** Whose access key: a name of the configuration, or nothing for the one without a name. */
  account: string | undefined;
}

export interface Recipient {
  phone: PhoneNumber;
  flow: SendSmsFlow;
  locale: string | undefined;
}

/** All routes that match, in their order: the first is used, the others are for failover. */
export function routesFor(routes: readonly Route[], recipient: Recipient): Route[] {
  return routes.filter((route) => matches(route, recipient) && reaches(route.api, recipient.phone));
}

function matches({ when }: Route, { phone, flow, locale }: Recipient): boolean {
  if (when.countries && !(phone.country && when.countries.includes(phone.country))) return false;
  if (when.flows && !when.flows.includes(flow)) return false;
  if (when.locales && !when.locales.some((wanted) => speaks(locale, wanted))) return false;
  return true;
}

/** `zh` is spoken by `zh`, `zh-CN` and `zh_Hant`. */
function speaks(locale: string | undefined, wanted: string): boolean {
  if (locale === undefined) return false;
  const [tag, range] = [locale.toLowerCase().replaceAll("_", "-"), wanted.toLowerCase().replaceAll("_", "-")];
  return tag === range || tag.startsWith(`${range}-`);
}

/**
 * Dypnsapi serves the mainland only, SendMessageToGlobe everything but. SendSms serves both, but takes
 * eleven digits `1[3-9]…` for a mainland number: `+13105551234` sent there would reach a stranger in China.
 */
export function reaches(api: SmsApi, phone: PhoneNumber): boolean {
  const mainland = phone.country === "CN";
  if (api === "dypnsapi") return mainland;
  if (api === "globe") return !mainland;
  return mainland || !looksLikeBareMainland(phone.digits);
}
