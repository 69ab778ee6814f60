import * as z from "zod/mini";
import type { Credentials } from "../../hook/aliyun/rpc-call.ts";
import { createAskProvider, type ProviderAnswer } from "../doctor/ask-provider.ts";
import { createCorrectedClock } from "../doctor/corrected-clock.ts";
import type { DoctorWorld } from "../doctor/world.ts";
import { templateVariables } from "../template-variables.ts";

export interface TemplateChoice {
  code: string;
  name: string;
  content: string;
}

export type Account =
  | { status: "listed"; signs: string[]; templates: TemplateChoice[] }
  /** A code of the provider's, or how the way to it ended. */
  | { status: "refused"; cause: string };

const Signs = z.object({ SmsSignList: z.array(z.object({ SignName: z.string(), AuditStatus: z.string() })) });
const Templates = z.object({
  SmsTemplateList: z.array(
    z.object({
      TemplateCode: z.string(),
      TemplateName: z.string(),
      TemplateContent: z.string(),
      AuditStatus: z.string(),
      OuterTemplateType: z.optional(z.number()),
    }),
  ),
});
const PASSED = "AUDIT_STATE_PASS";
/** `OuterTemplateType`: 0 verification code, 3 international. */
const OF_CODES = [0, 3];
const PER_PAGE = 50;
/** An account may file a hundred a day; nobody chooses from more than these. */
const MOST_PAGES = 10;

/** The approved signatures and verification templates of an account. */
export async function listAccount(
  credentials: Credentials,
  endpoint: string,
  world: DoctorWorld,
): Promise<Account> {
  const ask = createAskProvider(() => credentials, world, createCorrectedClock(world.now));
  const place = { api: "dysmsapi", endpoint, account: undefined } as const;

  async function all<T>(action: string, read: (body: unknown) => T[] | undefined): Promise<T[] | string> {
    const items: T[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const answer = await ask(place, action, { PageIndex: String(page), PageSize: String(PER_PAGE) });
      const found = answer.status === "answered" && answer.code === "OK" ? read(answer.body) : undefined;
      if (found === undefined) return causeOf(answer);
      items.push(...found);
      if (found.length < PER_PAGE) break;
    }
    return items;
  }

  const signs = await all("QuerySmsSignList", (body) => Signs.safeParse(body).data?.SmsSignList);
  if (typeof signs === "string") return { status: "refused", cause: signs };
  const templates = await all(
    "QuerySmsTemplateList",
    (body) => Templates.safeParse(body).data?.SmsTemplateList,
  );
  if (typeof templates === "string") return { status: "refused", cause: templates };
  return {
    status: "listed",
    signs: signs.filter(({ AuditStatus }) => AuditStatus === PASSED).map(({ SignName }) => SignName),
    templates: templates
      .filter((one) => one.AuditStatus === PASSED && OF_CODES.includes(one.OuterTemplateType ?? 0))
      .map((one) => ({ code: one.TemplateCode, name: one.TemplateName, content: one.TemplateContent })),
  };
}

const causeOf = (answer: ProviderAnswer): string =>
  answer.status === "answered"
    ? answer.code
    : answer.status === "not_alibaba"
    ? `HTTP ${answer.httpStatus}`
    : answer.cause;

const Template = z.object({ TemplateContent: z.string() });

/** The text of one template; undefined where the key may not read it. */
export async function readTemplate(
  credentials: Credentials,
  endpoint: string,
  code: string,
  world: DoctorWorld,
): Promise<string | undefined> {
  const ask = createAskProvider(() => credentials, world, createCorrectedClock(world.now));
  const answer = await ask({ api: "dysmsapi", endpoint, account: undefined }, "GetSmsTemplate", {
    TemplateCode: code,
  });
  return answer.status === "answered" ? Template.safeParse(answer.body).data?.TemplateContent : undefined;
}

/** What the function must be told of a template: nothing where its one variable is `code`. */
export function paramsFor(content: string): Readonly<Record<string, string>> {
  const variables = templateVariables(content);
  if (variables.length === 1 && variables[0] === "code") return {};
  const ofCode = variables.find((name) => name === "code") ?? variables[0];
  return Object.fromEntries(
    variables.filter((name) => name !== "code").map((name) => [name, name === ofCode ? "{code}" : "{min}"]),
  );
}

/** `5分钟内有效` → 5. */
export const minutesIn = (content: string): number | undefined =>
  Number(/(\d{1,3})\s*(?:分钟|分鐘|min)/i.exec(content)?.[1]) || undefined;
