import * as z from "zod/mini";
import { composeCall } from "../../hook/aliyun/compose-call.ts";
import type { Policy } from "../../hook/sms/decide.ts";
import type { Route } from "../../hook/sms/route.ts";
import { templateVariables } from "../template-variables.ts";
import type { AskProvider } from "./ask-provider.ts";
import { APPROVED, STATES } from "./check-sign.ts";
import { type Finding, finding, type Text } from "./finding.ts";
import { ramRefusalOf, readRefusal } from "./read-refusal.ts";

const Template = z.object({
  TemplateStatus: z.union([z.string(), z.number()]),
  TemplateType: z.union([z.string(), z.number()]),
  TemplateContent: z.string(),
});
type Template = z.infer<typeof Template>;

/** `TemplateType` of GetSmsTemplate. */
const VERIFICATION = "0";
const ABROAD = "3";

export interface TemplateReport {
  findings: Finding[];
  promised: number | undefined;
}

/** @param routes that have this template and these parameters */
export async function checkTemplate(
  ask: AskProvider,
  routes: readonly Route[],
  policy: Policy,
  subject: string,
): Promise<TemplateReport> {
  const [route] = routes;
  const only = (one: Finding): TemplateReport => ({ findings: [one], promised: undefined });
  if (route === undefined) return { findings: [], promised: undefined };
  const answer = await ask(route, "GetSmsTemplate", { TemplateCode: route.template ?? "" });
  if (answer.status === "answered" && /^(TemplateNotFound|(isv\.)?SMS_TEMPLATE_ILLEGAL)$/.test(answer.code)) {
    return only(finding("template_missing", subject));
  }
  const denied = ramRefusalOf(answer);
  if (denied !== undefined) return only(finding("ram_read_denied", "GetSmsTemplate", { code: denied }));
  const refusal = readRefusal(answer, "GetSmsTemplate", new URL(route.endpoint).host);
  if (refusal !== undefined) return only(refusal);
  const template = Template.safeParse(answer.status === "answered" ? answer.body : undefined).data;
  if (template === undefined) return { findings: [], promised: undefined };
  const status = String(template.TemplateStatus);
  if (status !== APPROVED) {
    const state = STATES[status] ?? { en: `not approved (${status})`, zh: `未通过审核（${status}）` };
    return only(finding("template_not_approved", subject, { state }));
  }
  return {
    findings: [
      ...variables(template, route, subject),
      ...audience(template, routes, policy, subject),
      ...kind(template, subject),
    ],
    promised: promisedMinutes(template.TemplateContent, route.params),
  };
}

function variables({ TemplateContent }: Template, route: Route, subject: string): Finding[] {
  const has = templateVariables(TemplateContent);
  const given = givenBy(route);
  if (has.length === given.length && has.every((name) => given.includes(name))) return [];
  const wanted = Object.fromEntries(has.map((name, i) => [name, i === 0 ? "{code}" : "{min}"]));
  return [finding("template_variables", subject, {
    has: has.join(", ") || NONE,
    given: given.join(", ") || NONE,
    wanted: JSON.stringify(wanted),
  })];
}
const NONE: Text = { en: "none", zh: "无" };

/** As the function composes it. */
function givenBy(route: Route): string[] {
  const phone = { e164: "+8613800138000", digits: "8613800138000", country: "CN" };
  const { params } = composeCall({ phone, route, otp: "000000", outId: "", locale: undefined });
  return Object.keys(JSON.parse(params["TemplateParam"] ?? "{}"));
}

const MAINLAND: Text = { en: "mainland China", zh: "中国大陆" };
const ELSEWHERE: Text = { en: "other countries and regions", zh: "国际/港澳台" };

function audience(
  { TemplateType }: Template,
  routes: readonly Route[],
  { allowedCountries }: Policy,
  subject: string,
): Finding[] {
  const isAbroad = String(TemplateType) === ABROAD;
  const reached = (wanted: (country: string) => boolean) =>
    routes.some(({ when }) => {
      const countries = when.countries ?? (allowedCountries === "*" ? [] : [...allowedCountries]);
      return countries.length > 0 && countries.every(wanted);
    });
  // Only where every country of a route is of the other kind; one template for both is the configuration's own warning.
  const wrong = isAbroad ? reached((country) => country === "CN") : reached((country) => country !== "CN");
  const [made, used] = isAbroad ? [ELSEWHERE, MAINLAND] : [MAINLAND, ELSEWHERE];
  return wrong ? [finding("template_wrong_audience", subject, { audience: made, used })] : [];
}

const kind = ({ TemplateType }: Template, subject: string): Finding[] =>
  [VERIFICATION, ABROAD].includes(String(TemplateType))
    ? []
    : [finding("template_not_verification", subject)];

/** `5分钟内有效`, `valid for 5 minutes`, or the minutes that a variable brings. */
function promisedMinutes(content: string, params: Readonly<Record<string, string>>): number | undefined {
  const written = /(\d{1,3})\s*(?:分钟|分鐘|min)/i.exec(content)?.[1];
  const brought = Object.entries(params).find(([name]) =>
    new RegExp(`\\$\\{${name}\\}\\s*(?:分钟|分鐘|min)`, "i").test(content)
  );
  return Number(written ?? brought?.[1]) || undefined;
}
