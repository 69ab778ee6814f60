import type { Policy } from "../sms/decide.ts";
import type { Route } from "../sms/route.ts";
import type { EnvReader } from "./env-reader.ts";

/** Holds the allowed countries to the routes: none that can be reached is an error, some that cannot a warning. */
export function checkCountries(
  reader: EnvReader,
  routes: readonly Route[],
  allowed: Policy["allowedCountries"],
): void {
  if (allowed === "*") return warnOfOneTemplate(reader, routes, ["*"]);
  const countries = [...allowed];
  const unreached = countries.filter((code) => routesTo(routes, code).length === 0);
  if (countries.length > 0 && unreached.length === countries.length) {
    reader.report(
      "allowedCountries",
      "allows no country that a route can reach: dypnsapi serves CN only, globe everything but CN",
      "允许的国家或地区没有任何可用的发送路由：dypnsapi 只能发往 CN，globe 不能发往 CN",
    );
  } else if (unreached.length > 0) {
    reader.warn(
      "allowedCountries",
      `allows ${
        unreached.join(", ")
      }, which no route reaches: add a route in ALIYUN_SMS_ROUTES, or remove the country`,
      `允许了 ${
        unreached.join("、")
      }，但没有可用的发送路由：请在 ALIYUN_SMS_ROUTES 中添加路由，或删除该国家或地区`,
    );
  }
  if (allowed.has("CN")) warnOfOneTemplate(reader, routes, countries.filter((code) => code !== "CN"));
}

/** A template of Alibaba Cloud's SMS console serves either the mainland or everything else (Alibaba Cloud Help 419273). */
function warnOfOneTemplate(reader: EnvReader, routes: readonly Route[], abroad: readonly string[]): void {
  const mainland = onlyTemplate(routes, "CN");
  const torn = mainland === undefined ? [] : abroad.filter((code) => onlyTemplate(routes, code) === mainland);
  if (torn.length === 0) return;
  reader.warn(
    "allowedCountries",
    `has the one template for CN and ${
      torn.join(", ")
    } (a template serves either the mainland or everywhere else): ` +
      'add a route for the other, such as {"when":{"country":"HK"},"template":"SMS_…"}',
    `CN 与 ${torn.join("、")} 使用同一个模板（国内模板与国际/港澳台模板不能通用）：` +
      '请为另一方添加路由，例如 {"when":{"country":"HK"},"template":"SMS_…"}',
  );
}

/** @param country an ISO code, or `*` for any that no route names */
const routesTo = (routes: readonly Route[], country: string): Route[] =>
  routes.filter(({ api, when }) =>
    (!when.countries || when.countries.includes(country)) &&
    (api === "dypnsapi" ? country === "CN" : api === "globe" ? country !== "CN" : true)
  );

function onlyTemplate(routes: readonly Route[], country: string): string | undefined {
  const reaching = routesTo(routes, country);
  const [first, ...others] = new Set(
    reaching.map(({ api, template }) => api === "dysmsapi" ? template : api),
  );
  return others.length === 0 && reaching[0]?.api === "dysmsapi" ? first : undefined;
}
