import * as z from "zod/mini";
import type { Route } from "../../hook/sms/route.ts";
import type { AskProvider } from "./ask-provider.ts";
import { type Finding, finding, type Text } from "./finding.ts";
import { ramRefusalOf, readRefusal } from "./read-refusal.ts";

const Sign = z.object({
  SignStatus: z.union([z.number(), z.string()]),
  SignIspRegisterDetailList: z.optional(z.nullable(z.array(
    z.object({ OperatorCode: z.string(), RegisterStatus: z.union([z.number(), z.string()]) }),
  ))),
});

/** `SignStatus` and `TemplateStatus`, as GetSmsSign and GetSmsTemplate document them. */
export const STATES: Readonly<Record<string, Text>> = {
  "0": { en: "still being reviewed", zh: "仍在审核中" },
  "2": { en: "rejected", zh: "未通过审核" },
  "10": { en: "cancelled", zh: "已撤销审核" },
};
export const APPROVED = "1";

const CARRIERS: Readonly<Record<string, Text>> = {
  mobile: { en: "China Mobile", zh: "中国移动" },
  unicom: { en: "China Unicom", zh: "中国联通" },
  telecom: { en: "China Telecom", zh: "中国电信" },
};
/** `RegisterStatus`: 0 failed, 2 lapsed, -2 never filed; -1 and 1 are under way; 3 is filed. */
const UNFILED = ["0", "2", "-2"];
const UNDER_WAY = ["-1", "1"];

/** Whether the signature is there, approved, and filed with each carrier. */
export async function checkSign(ask: AskProvider, route: Route, subject: string): Promise<Finding[]> {
  const answer = await ask(route, "GetSmsSign", { SignName: route.sign ?? "" });
  if (answer.status === "answered" && /^(SignatureNotFound|(isv\.)?SMS_SIGN\w*_ILLEGAL)$/.test(answer.code)) {
    return [finding("sign_missing", subject)];
  }
  const denied = ramRefusalOf(answer);
  if (denied !== undefined) return [finding("ram_read_denied", "GetSmsSign", { code: denied })];
  const refusal = readRefusal(answer, "GetSmsSign", new URL(route.endpoint).host);
  if (refusal !== undefined) return [refusal];
  const sign = Sign.safeParse(answer.status === "answered" ? answer.body : undefined).data;
  if (sign === undefined) return [];
  const state = STATES[String(sign.SignStatus)];
  if (state !== undefined) return [finding("sign_not_approved", subject, { state })];
  const carriersIn = (states: readonly string[]) =>
    (sign.SignIspRegisterDetailList ?? [])
      .filter(({ RegisterStatus }) => states.includes(String(RegisterStatus)))
      .map(({ OperatorCode }) => CARRIERS[OperatorCode] ?? { en: OperatorCode, zh: OperatorCode });
  const [unfiled, underWay] = [carriersIn(UNFILED), carriersIn(UNDER_WAY)];
  return [
    ...unfiled.length > 0 ? [finding("sign_not_filed", subject, { carriers: listOf(unfiled) })] : [],
    ...underWay.length > 0 ? [finding("sign_filing_pending", subject, { carriers: listOf(underWay) })] : [],
  ];
}

const listOf = (texts: readonly Text[]): Text => ({
  en: texts.map(({ en }) => en).join(", "),
  zh: texts.map(({ zh }) => zh).join("、"),
});
