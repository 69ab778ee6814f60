import {
  BUNDLED_SIGN_NAME,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
  INTERNATIONAL_TEMPLATE_CODE,
  type Seed,
} from "../emulator/aliyun/index.ts";
import { type Prices, readPrices } from "../hook/config/read-prices.ts";
import { cleanValue } from "../hook/config/clean-value.ts";
import { type Config, readConfig } from "../hook/config/config.ts";
import { ConfigError, createEnvReader } from "../hook/config/env-reader.ts";
import { nearNameOf, tellOfNearNames } from "../hook/config/near-names.ts";
import {
  ACCOUNT_VARIABLE,
  type Env,
  PRICE_VARIABLE,
  type Setting,
  VARIABLES,
} from "../hook/config/variables.ts";
import { seedFor } from "./rehearsal-seed.ts";
import { trialNumberFor } from "./trial-number.ts";

/** What the function runs under in the local world, and what became of the developer's own variables. */
export interface Rehearsal {
  /** Leads nowhere but to the emulators. */
  readonly env: Readonly<Record<string, string>>;
  /** Signatures and templates of the developer's, which the emulator has to know. */
  readonly seed: Pick<Seed, "signs" | "templates">;
  /** For the page's list: ISO codes, or `*` alone. */
  readonly countries: readonly string[];
  /** That the first SMS goes to. */
  readonly trialNumber: string;
  /** What one SMS costs in the local ledger, where the developer says so. */
  readonly prices: Prices | undefined;
  readonly inForce: readonly string[];
  /** Given, and not let in: the local world's own stand in their place. */
  readonly replaced: readonly string[];
  /** Nobody reads them; `meant` where one is nearly a name of ours. */
  readonly unknown: readonly { readonly name: string; readonly meant: string | undefined }[];
}

export interface LocalPlace {
  readonly aliyunUrl: string;
  readonly hookSecret: string;
  readonly hookPort: number;
}

/**
 * What may come in, and no more: a setting that is not here, also one that is new, stays out. None of these is a
 * secret, and none names a place to send to; routes do, and are let in without that.
 */
const LET_IN: readonly Setting[] = [
  "sign",
  "template",
  "api",
  "bundled",
  "region",
  "templateParams",
  "transport",
  "allowedCountries",
  "allowedNumbers",
  "blockedPrefixes",
  "bareNumbers",
  "maxConcurrentSends",
  "sendingEnabled",
  "limitPerNumber",
  "limitPerIp",
  "limitPerPrefix",
  "limitPerCountry",
  "limitTotal",
  "guard",
  "onUnconfirmed",
  "onLedgerDown",
  "codeMinutes",
  "authVersion",
];

const [ROUTES] = VARIABLES.routes;
/** Of a route: where it sends to, and whose keys it takes. */
const PLACES = ["endpoint", "credentials"];

/**
 * The developer's own variables for the function of the local world. Real keys, secrets, addresses and databases
 * never get in: a rehearsal sends no SMS and writes no row of production.
 * @throws {Error} If the variables do not fit; it says what the function would say at its start.
 */
export function rehearse(given: Env, place: LocalPlace): Rehearsal {
  const known: readonly string[] = Object.values(VARIABLES).flat();
  const isGiven = (name: string) => cleanValue(given[name]) !== undefined;
  const letIn: readonly string[] = LET_IN.flatMap((setting) => VARIABLES[setting]).filter(isGiven);
  const routes = isGiven(ROUTES) ? withoutPlaces(cleanValue(given[ROUTES]) ?? "") : undefined;

  const env: Record<string, string> = {
    ...defaultsFor(given, routes !== undefined),
    ...Object.fromEntries(letIn.map((name) => [name, given[name] ?? ""])),
    ...(routes && { [ROUTES]: routes.text }),
    PORT: String(place.hookPort),
    SEND_SMS_HOOK_SECRETS: place.hookSecret,
    ALIYUN_SMS_ENDPOINT: place.aliyunUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: DEFAULT_ACCESS_KEY_ID,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEFAULT_ACCESS_KEY_SECRET,
  };
  const config = configOf(env, given);
  assertLocal(config, place);
  const prices = readPrices(given);
  return {
    env,
    seed: seedFor(config.routes, config.policy),
    countries: [...config.policy.allowedCountries],
    trialNumber: trialNumberFor(config.policy),
    prices,
    inForce: [
      ...letIn,
      ...(routes ? [ROUTES] : []),
      ...Object.keys(given).filter((name) => isGiven(name) && PRICE_VARIABLE.test(name)),
    ],
    replaced: [
      ...Object.keys(given).filter((name) =>
        isGiven(name) && !letIn.includes(name) && name !== ROUTES &&
        (known.includes(name) || ACCOUNT_VARIABLE.test(name))
      ),
      ...(routes?.leftOut ?? []),
    ],
    unknown: Object.keys(given).filter((name) => isGiven(name) && isUnknown(name, known))
      .map((name) => ({ name, meant: nearNameOf(name) })),
  };
}

/** The names that nothing reads did not get in, and are told beside what is wrong all the same. */
function configOf(env: Env, given: Env): Config {
  try {
    return readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.problems, tellOfNearNames(createEnvReader(given)));
  }
}

const isUnknown = (name: string, known: readonly string[]): boolean =>
  !known.includes(name) && !ACCOUNT_VARIABLE.test(name) && !PRICE_VARIABLE.test(name) &&
  (nearNameOf(name) !== undefined || /^(SMS|ALIYUN|SEND_SMS)_/i.test(name));

/** The emulator's own signature and template where the developer has none; routes have theirs. */
function defaultsFor(given: Env, hasRoutes: boolean): Record<string, string> {
  const read = (setting: Setting) =>
    VARIABLES[setting].map((name) => cleanValue(given[name])).find((value) => value !== undefined);
  const api = read("api")?.toLowerCase() ??
    (read("bundled")?.toLowerCase() === "true" ? "dypnsapi" : "dysmsapi");
  if (hasRoutes || api === "globe") return {};
  const reachesMainland = /(^|,)\s*(CN|\*)\s*(,|$)/i.test(read("allowedCountries") ?? "CN");
  const own = api === "dypnsapi"
    ? [BUNDLED_SIGN_NAME, "100001"]
    : [DEFAULT_SIGN_NAME, reachesMainland ? DOMESTIC_TEMPLATE_CODE : INTERNATIONAL_TEMPLATE_CODE];
  return {
    ...(read("sign") === undefined && { ALIYUN_SMS_SIGN_NAME: own[0] ?? "" }),
    ...(read("template") === undefined && { ALIYUN_SMS_TEMPLATE_CODE: own[1] ?? "" }),
  };
}

/** What is no list of routes stays as it is: the function's own sentence says what is wrong with it. */
function withoutPlaces(text: string): { readonly text: string; readonly leftOut: readonly string[] } {
  let routes: unknown;
  try {
    routes = JSON.parse(text);
  } catch {
    return { text, leftOut: [] };
  }
  if (!Array.isArray(routes)) return { text, leftOut: [] };
  const leftOut: string[] = [];
  const kept = routes.map((route: unknown, i) => {
    if (typeof route !== "object" || route === null) return route;
    return Object.fromEntries(
      Object.entries(route).filter(([field]) => {
        if (!PLACES.includes(field)) return true;
        leftOut.push(`${ROUTES}[${i}].${field}`);
        return false;
      }),
    );
  });
  return { text: JSON.stringify(kept), leftOut };
}

/** Asks what the function will have read, and not how it was written: whatever got through above ends here. */
function assertLocal(
  { routes, accounts, credentials, database, hookSecrets }: Config,
  place: LocalPlace,
): void {
  const isLocal =
    routes.every(({ endpoint, account }) => endpoint === place.aliyunUrl && account === undefined) &&
    accounts.size === 0 && credentials?.accessKeyId === DEFAULT_ACCESS_KEY_ID && database === undefined &&
    hookSecrets.every((secret) => place.hookSecret.endsWith(secret));
  if (isLocal) return;
  throw new Error(
    "Cannot start: with these variables the function would leave the local world\n" +
      "无法启动：使用这些变量会使函数连接到本地环境之外",
  );
}
