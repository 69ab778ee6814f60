import { type Answer, businessRefusal } from "../answer.ts";
import { LONG_RULES } from "../flow-control.ts";
import { parseDypnsNumber } from "../phone-number.ts";
import { renderTemplate } from "../template-param.ts";
import { acceptMessage, type Action, type ActionContext } from "./action.ts";
import { prepareTemplate } from "./sign-and-template.ts";

export const sendSmsVerifyCode: Action = {
  name: "SendSmsVerifyCode",
  version: "2017-05-25",
  api: "dypnsapi",
  requiredParams: ["PhoneNumber", "SignName", "TemplateCode", "TemplateParam"],
  ramAction: "dypns:SendSmsVerifyCode",
  permissionCode: "isv.RAM_PERMISSION_DENY",
  recipients: (params) => [parseDypnsNumber(params.get("PhoneNumber") ?? "")],
  handle,
};

// The placeholder asks Alibaba Cloud to make the code up and to check it later.
const GENERATE = "##code##";
const DEFAULT_INTERVAL_SECONDS = 60;

function handle(context: ActionContext): Answer {
  const { params, account, ids } = context;
  const recipient = parseDypnsNumber(params.get("PhoneNumber") ?? "");
  if (recipient === null || (params.get("CountryCode") || "86") !== "86") {
    return businessRefusal("MOBILE_NUMBER_ILLEGAL");
  }
  // CodeLength and CodeType are not emulated: whoever verifies codes elsewhere brings their own.
  const generated = ids.digits(4);
  const prepared = prepareTemplate(
    params,
    account,
    "bundled",
    (values) => values.code === GENERATE ? { ...values, code: generated } : values,
  );
  if (prepared.kind === "business") return prepared;
  const { sign, template, values } = prepared;
  const refusal = checkLimits(context, sign.name, recipient.e164);
  if (refusal !== null) return refusal;

  const receiptId = ids.bizId();
  acceptMessage(context, {
    api: "dypnsapi",
    phone: recipient.e164,
    sign: sign.name,
    template: template.code,
    params: values,
    text: `【${sign.name}】${renderTemplate(template.content, values)}`,
    receiptId,
  });
  const model = {
    ...(params.get("ReturnVerifyCode") === "true" ? { VerifyCode: values.code } : {}),
    RequestId: context.request.id,
    OutId: params.get("OutId") ?? "",
    BizId: receiptId,
  };
  return { kind: "success", body: { Code: "OK", Message: "成功", Success: true, Model: model } };
}

function checkLimits({ params, account, clock, flowControl }: ActionContext, sign: string, phone: string) {
  if (account.settings().flowControl) {
    const atMs = clock.businessMs();
    const intervalSeconds = Number(params.get("Interval") || DEFAULT_INTERVAL_SECONDS);
    if (flowControl.secondsSinceLast(sign, phone, atMs) < intervalSeconds) {
      return businessRefusal("biz.FREQUENCY");
    }
    const message = flowControl.refusal(sign, phone, atMs, LONG_RULES);
    if (message !== null) return businessRefusal("isv.BUSINESS_LIMIT_CONTROL", message);
  }
  return account.canPay(1) ? null : businessRefusal("AMOUNT_NOT_ENOUGH");
}
