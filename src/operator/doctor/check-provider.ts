import { createAskCredentials } from "../../hook/config/ask-credentials.ts";
import type { Config } from "../../hook/config/config.ts";
import type { Route } from "../../hook/sms/route.ts";
import { createAskProvider } from "./ask-provider.ts";
import { checkSign } from "./check-sign.ts";
import { checkTemplate } from "./check-template.ts";
import type { CorrectedClock } from "./corrected-clock.ts";
import { type Finding, finding } from "./finding.ts";
import { hintOf, probeSend } from "./probe-send.ts";
import type { SubjectOf } from "./subject-of.ts";
import type { DoctorWorld } from "./world.ts";

export interface ProviderReport {
  findings: Finding[];
  /** How long a code is good for, as the SMS says it; the longest where several say so. */
  promisedMinutes: number | undefined;
}

/** Every account and endpoint that the routes lead to, then every signature and template there. */
export async function checkProvider(
  config: Config,
  { world, clock, subjectOf }: { world: DoctorWorld; clock: CorrectedClock; subjectOf: SubjectOf },
): Promise<ProviderReport> {
  const ask = createAskProvider(createAskCredentials(config), world, clock);
  const findings: Finding[] = [];
  const minutes: number[] = [];
  for (
    const routes of groupedBy(
      config.routes,
      ({ api, endpoint, account }) => `${api} ${endpoint} ${account ?? ""}`,
    )
  ) {
    const [first] = routes;
    if (first === undefined) continue;
    const probe = await probeSend(ask, first);
    findings.push(...probe.findings);
    if (!probe.open) continue;
    const looked = first.api === "dysmsapi" ? await lookAt(routes) : [];
    findings.push(...looked);
    if (probe.content !== undefined && looked.every(({ level }) => level === "info")) {
      const details = { code: probe.content, action: first.api, hint: hintOf(probe.content) };
      findings.push(finding("provider_refuses", new URL(first.endpoint).host, details));
    }
  }
  minutes.push(...config.routes.flatMap(({ params }) => Number(params["min"]) || []));
  const promisedMinutes = minutes.length > 0 ? Math.max(...minutes) : undefined;
  return { findings: [...clock.findings(), ...withoutDoubles(findings)], promisedMinutes };

  async function lookAt(routes: readonly Route[]): Promise<Finding[]> {
    const found: Finding[] = [];
    for (const [route] of groupedBy(routes, ({ sign }) => sign ?? "")) {
      if (route !== undefined) found.push(...await checkSign(ask, route, subjectOf(route, "sign")));
    }
    for (const same of groupedBy(routes, ({ template, params }) => JSON.stringify([template, params]))) {
      const [route] = same;
      if (route === undefined) continue;
      const { promised, ...checked } = await checkTemplate(
        ask,
        same,
        config.policy,
        subjectOf(route, "template"),
      );
      found.push(...checked.findings);
      if (promised !== undefined) minutes.push(promised);
    }
    return found;
  }
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...groups.get(keyOf(item)) ?? [], item]);
  return [...groups.values()];
}

/** What several routes share is told once. */
const withoutDoubles = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ id, subject }, i) =>
    findings.findIndex((one) => one.id === id && one.subject === subject) === i
  );
