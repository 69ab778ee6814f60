import { DEFAULT_SEED, type Seed, type Sign, type Template } from "../emulator/aliyun/index.ts";
import type { Policy } from "../hook/sms/decide.ts";
import type { Route } from "../hook/sms/route.ts";

/** The emulator's account with what the routes name: signatures and templates that were approved elsewhere. */
export function seedFor(
  routes: readonly Route[],
  { allowedCountries }: Policy,
): Pick<Seed, "signs" | "templates"> {
  const signs = [...DEFAULT_SEED.signs];
  const templates = [...DEFAULT_SEED.templates];
  for (const route of routes) {
    const owner = ownerOf(route);
    if (owner === undefined) continue;
    const { sign: name, template: code } = route;
    if (name !== undefined && !signs.some((one) => one.name === name && one.owner === owner)) {
      signs.push({ name, status: "approved", owner });
    }
    if (code !== undefined && !templates.some((one) => one.code === code && one.owner === owner)) {
      templates.push(templateOf(route, code, owner, isAbroad(route.when.countries ?? allowedCountries)));
    }
  }
  return { signs, templates };
}

/** A text to `globe` needs neither. */
const ownerOf = ({ api }: Route): Sign["owner"] | undefined =>
  api === "globe" ? undefined : api === "dypnsapi" ? "bundled" : "account";

const isAbroad = (countries: Iterable<string>): boolean => {
  const all = [...countries];
  return !all.includes("CN") && !all.includes("*");
};

/** Its wording is known to the provider alone; here it shows every value that the function gives. */
function templateOf({ params }: Route, code: string, owner: Sign["owner"], abroad: boolean): Template {
  const entries = Object.entries(params);
  const codeVariable = entries.find(([, value]) => value.includes("{code}"))?.[0] ?? "code";
  const others = entries.map(([name]) => name).filter((name) => name !== codeVariable);
  const shown = others.map((name) => `${name}: \${${name}}`).join(", ");
  return {
    code,
    name: code,
    content: (abroad ? `Your code is \${${codeVariable}}.` : `您的验证码是\${${codeVariable}}。`) +
      (others.length === 0 ? "" : abroad ? ` (${shown})` : `（${shown}）`),
    status: "approved",
    owner,
    audience: abroad ? "international" : "domestic",
    codeVariable,
  };
}
