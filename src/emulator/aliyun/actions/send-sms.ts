import { type Answer, businessRefusal } from "../answer.ts";
import { parseDysmsNumber, type Recipient } from "../phone-number.ts";
import type { Params } from "../rpc-request.ts";
import { renderTemplate } from "../template-param.ts";
import { acceptMessage, type Action, type ActionContext } from "./action.ts";
import { prepareTemplate } from "./sign-and-template.ts";

const MOST_NUMBERS = 1000;

const numbersIn = (params: Params) => (params.get("PhoneNumbers") ?? "").split(",");

export const sendSms: Action = {
  name: "SendSms",
  version: "2017-05-25",
  api: "dysmsapi",
  requiredParams: ["PhoneNumbers", "SignName", "TemplateCode"],
  ramAction: "dysms:SendSms",
  permissionCode: "isp.RAM_PERMISSION_DENY",
  recipients: (params) => numbersIn(params).map(parseDysmsNumber),
  handle,
};

function handle(context: ActionContext): Answer {
  const { params, account, ids } = context;
  const numbers = numbersIn(params);
  if (numbers.length > MOST_NUMBERS) return businessRefusal("isv.MOBILE_COUNT_OVER_LIMIT");
  const illegal = numbers.find((number) => parseDysmsNumber(number) === null);
  if (illegal !== undefined) {
    return businessRefusal("isv.MOBILE_NUMBER_ILLEGAL", `${illegal}invalid mobile number`);
  }
  const recipients = numbers.map(parseDysmsNumber).filter((recipient) => recipient !== null);

  const prepared = prepareTemplate(params, account, "account");
  if (prepared.kind === "business") return prepared;
  const { sign, template, values } = prepared;
  const refusal = checkAudience(template.audience, recipients) ?? checkLimits(context, sign.name, recipients);
  if (refusal !== null) return refusal;

  const receiptId = ids.bizId();
  const [open, close] = template.audience === "domestic" ? ["【", "】"] : ["[", "] "];
  for (const { e164, mainland } of recipients) {
    acceptMessage(context, {
      api: "dysmsapi",
      phone: e164,
      sign: sign.name,
      template: template.code,
      params: values,
      text: `${open}${sign.name}${close}${renderTemplate(template.content, values)}`,
      receiptId,
      // Filing with the carriers is a mainland matter.
      delivered: !mainland || sign.filed !== false,
    });
  }
  return { kind: "success", body: { Message: "OK", BizId: receiptId, Code: "OK" } };
}

function checkAudience(audience: string, recipients: readonly Recipient[]): Answer | null {
  if (audience === "international" && recipients.some(({ mainland }) => mainland)) {
    return businessRefusal("isv.DOMESTIC_NUMBER_NOT_SUPPORTED");
  }
  const abroad = recipients.find(({ mainland }) => !mainland);
  // No source names the code for this direction; to a domestic template a foreign number is an illegal one.
  return audience === "domestic" && abroad !== undefined
    ? businessRefusal("isv.MOBILE_NUMBER_ILLEGAL", `${abroad.e164.slice(1)}invalid mobile number`)
    : null;
}

function checkLimits(
  { account, clock, flowControl }: ActionContext,
  sign: string,
  recipients: readonly Recipient[],
): Answer | null {
  if (account.settings().flowControl) {
    // Numbers abroad are not limited (help.aliyun.com 2881383).
    const atMs = clock.businessMs();
    for (const { e164 } of recipients.filter(({ mainland }) => mainland)) {
      const message = flowControl.refusal(sign, e164, atMs);
      if (message !== null) return businessRefusal("isv.BUSINESS_LIMIT_CONTROL", message);
    }
  }
  return account.canPay(recipients.length) ? null : businessRefusal("isv.AMOUNT_NOT_ENOUGH");
}
