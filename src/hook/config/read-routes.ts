import * as z from "zod/mini";
import { checkRoute } from "./check-route.ts";
import type { EnvReader } from "./env-reader.ts";
import { isRegion, originOf, readEndpoints } from "./read-endpoints.ts";
import { readCodeMinutes, readTemplateParams } from "./read-params.ts";
import { FLOWS } from "../sms/flow.ts";
import type { Policy } from "../sms/decide.ts";
import { checkCountries } from "./check-countries.ts";
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
    region: z.optional(z.string().check(z.refine(isRegion, "is not a region id"))),
    endpoint: z.optional(
      z.string().check(z.refine((url) => originOf(url) !== undefined, "is not an origin")),
    ),
    // The name of an account; the key itself stands in variables of its own.
    credentials: z.optional(z.string().check(z.regex(/^[A-Z][A-Z0-9_]{0,30}$/))),
  });
}
type RouteSpec = z.infer<ReturnType<typeof routeSpec>>;

/**
 * The routes of `ALIYUN_SMS_ROUTES` in their order, then the one that the single variables make, if they are
 * complete. A route takes from the single variables what it does not say.
 */
export function readRoutes(reader: EnvReader, policy: Policy): Route[] {
  const endpointOf = readEndpoints(reader);
  const minutes = readCodeMinutes(reader);
  const byDefault = readDefaultRoute(reader, endpointOf);
  const given = readRouteList(reader).map((spec, i) => fromSpec(spec, i, byDefault, endpointOf));
  const routes = given.length === 0 || isComplete(byDefault) ? [...given, byDefault] : given;
  routes.forEach((route) => checkRoute(reader, route, byDefault));
  checkCountries(reader, routes, policy.allowedCountries);
  return routes.map((route) => withMinutes(route, minutes));
}

type EndpointOf = ReturnType<typeof readEndpoints>;

function readDefaultRoute(reader: EnvReader, endpointOf: EndpointOf): Route {
  const bundled = reader.choice("bundled", ["false", "true"]) === "true";
  const named = reader.choice("api", APIS);
  const api = reader.text("api") === undefined && bundled ? "dypnsapi" : named;
  return {
    name: "default",
    when: {},
    api,
    sign: reader.text("sign"),
    template: reader.text("template"),
    params: readTemplateParams(reader),
    endpoint: endpointOf(api),
    account: undefined,
  };
}

const ROUTE_FORM =
  '{"when":{"country","flow","locale"},"api","sign","template","params","region","endpoint","credentials"}';

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
    `does not fit at ${where}: a route is ${ROUTE_FORM}`,
    `以下位置不符合要求：${where}；路由格式为 ${ROUTE_FORM}`,
  );
  return [];
}

function fromSpec(spec: RouteSpec, index: number, byDefault: Route, endpointOf: EndpointOf): Route {
  const api = spec.api ?? byDefault.api;
  // A signature, a template or its parameters of one API mean nothing to another.
  const inherited = api === byDefault.api ? byDefault : { sign: undefined, template: undefined, params: {} };
  const { country, flow, locale } = spec.when ?? {};
  const endpoint = spec.endpoint === undefined ? undefined : originOf(spec.endpoint);
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
    params: spec.params ?? inherited.params,
    endpoint: endpointOf(api, { region: spec.region, endpoint }),
    account: spec.credentials,
  };
}

const isComplete = ({ api, sign, template }: Route): boolean =>
  api === "globe" || (sign !== undefined && template !== undefined);

/** The bundled templates have a second variable, the minutes that the code is good for. */
function withMinutes(route: Route, minutes: string): Route {
  const filled = (text: string) => text.replaceAll("{min}", minutes);
  const params = route.api === "dypnsapi" ? { min: minutes, ...route.params } : route.params;
  return {
    ...route,
    template: route.template === undefined ? undefined : filled(route.template),
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, filled(value)])),
  };
}
