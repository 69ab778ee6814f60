import * as z from "zod/mini";
import { checkRoute, SENDER_ID } from "./check-route.ts";
import type { EnvReader } from "./env-reader.ts";
import { FLOWS } from "../sms/flow.ts";
import type { Policy } from "../sms/decide.ts";
import { isCountry } from "../sms/country.ts";
import type { Route, SmsApi } from "../sms/route.ts";

const APIS = ["dysmsapi", "dypnsapi", "globe"] as const satisfies readonly SmsApi[];

/** Made only when there are routes to read: a schema costs start time. */
function routeSpec() {
  const oneOrMore = <T extends z.core.$ZodType<string>>(item: T) =>
    z.optional(z.pipe(
      z.union([item, z.array(item).check(z.minLength(1))]),
      z.transform((value): string[] => Array.isArray(value) ? value : [value]),
    ));
  const country = z.string().check(
    z.refine((code) => isCountry(code.toUpperCase()), "is not an ISO country code"),
  );
  const text = z.string().check(z.minLength(1));

  return z.strictObject({
    when: z.optional(z.strictObject({
      country: oneOrMore(country),
      flow: oneOrMore(z.enum(FLOWS)),
      locale: oneOrMore(text),
    })),
    api: z.optional(z.enum(APIS)),
    sign: z.optional(text),
    template: z.optional(text),
    params: z.optional(z.record(text, z.string())),
  });
}
type RouteSpec = z.infer<ReturnType<typeof routeSpec>>;

/**
 * The routes of `ALIYUN_SMS_ROUTES` in their order, then the one that the single variables make, if they are
 * complete. A route takes from the single variables what it does not say.
 */
export function readRoutes(reader: EnvReader, policy: Policy): Route[] {
  const byDefault = readDefaultRoute(reader);
  const given = readRouteList(reader).map((spec, i) => fromSpec(spec, i, byDefault));
  const routes = given.length === 0 || isComplete(byDefault) ? [...given, byDefault] : given;
  routes.forEach((route) => checkRoute(reader, route));
  if (policy.allowedCountries !== "*" && !routes.some((route) => serves(route, policy.allowedCountries))) {
    reader.report(
      "allowedCountries",
      "allows no country that a route can reach: dypnsapi serves CN only, globe everything but CN",
      "允许的国家或地区没有任何可用的发送路由：dypnsapi 只能发往 CN，globe 不能发往 CN",
    );
  }
  return routes;
}

function readDefaultRoute(reader: EnvReader): Route {
  const bundled = reader.choice("bundled", ["false", "true"]) === "true";
  const named = reader.choice("api", APIS);
  const api = reader.text("api") === undefined && bundled ? "dypnsapi" : named;
  const [sign, template] = [reader.text("sign"), reader.text("template")];
  const route = { name: "default", when: {}, api, params: {} };
  if (api !== "globe") return { ...route, sign, template };
  // A mainland sign and template code may stand beside `globe`; they are not a sender id and a text.
  return {
    ...route,
    sign: sign !== undefined && SENDER_ID.test(sign) ? sign : undefined,
    template: template?.includes("{code}") ? template : undefined,
  };
}

function readRouteList(reader: EnvReader): RouteSpec[] {
  const value = reader.text("routes");
  if (value === undefined) return [];
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    reader.report("routes", "is not JSON: it must be an array of routes", "不是合法的 JSON：必须是路由数组");
    return [];
  }
  const list = z.array(routeSpec()).check(z.minLength(1)).safeParse(json);
  if (list.success) return list.data;
  // Paths and zod's own sentences only: a route holds nothing secret, but its values are not needed here.
  const where = list.error.issues.slice(0, 5).map((issue) => `routes.${issue.path.join(".")}`).join(", ");
  reader.report(
    "routes",
    `does not fit at ${where}: a route is {"when":{"country","flow","locale"},"api","sign","template","params"}`,
    `以下位置不符合要求：${where}；路由格式为 {"when":{"country","flow","locale"},"api","sign","template","params"}`,
  );
  return [];
}

function fromSpec(spec: RouteSpec, index: number, byDefault: Route): Route {
  const api = spec.api ?? byDefault.api;
  // A sign or template of one API means nothing to another.
  const inherited = api === byDefault.api ? byDefault : { sign: undefined, template: undefined };
  const { country, flow, locale } = spec.when ?? {};
  return {
    name: `routes[${index}]`,
    when: {
      ...(country ? { countries: country.map((code) => code.toUpperCase()) } : {}),
      // The enum of the schema admits flows only.
      ...(flow ? { flows: flow as (typeof FLOWS)[number][] } : {}),
      ...(locale ? { locales: locale } : {}),
    },
    api,
    sign: spec.sign ?? inherited.sign,
    template: spec.template ?? inherited.template,
    params: spec.params ?? {},
  };
}

const isComplete = ({ api, sign, template }: Route): boolean =>
  api === "globe" || (sign !== undefined && template !== undefined);

function serves({ api, when }: Route, allowed: Policy["allowedCountries"]): boolean {
  const countries = [...allowed].filter((code) => !when.countries || when.countries.includes(code));
  if (api === "globe") return countries.some((code) => code !== "CN");
  return api === "dypnsapi" ? countries.includes("CN") : countries.length > 0;
}
