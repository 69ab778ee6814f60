import type { CodeNote } from "./code-note.ts";

const note = (codes: readonly string[], en: string, zh: string): CodeNote => ({
  verdict: "misconfigured",
  codes,
  en,
  zh,
});

/** About the account, its rights and where it may send. Alibaba Cloud Help 101346, 85198, 116206. */
export const accountCodes = (): CodeNote[] => [
  note(
    ["AMOUNT_NOT_ENOUGH", "BILLING_DEDUCTION_ERROR"],
    "the account has no balance: top it up or buy an SMS package in the billing console",
    "账户余额不足：请在费用中心充值或购买短信套餐包",
  ),
  note(
    ["OUT_OF_SERVICE"],
    "the SMS service is suspended, usually for unpaid bills: settle them in the billing console",
    "短信服务已停机，通常因欠费：请在费用中心结清欠款",
  ),
  note(
    ["PRODUCT_UN_SUBSCRIPT", "PRODUCT_UNSUBSCRIBE", "FUNCTION_NOT_OPENED"],
    "the product of ALIYUN_SMS_API is not activated for this account: activate it in its console (SMS for dysmsapi " +
      "and globe, Phone Number Verification Service for dypnsapi)",
    "该账号未开通 ALIYUN_SMS_API 所用的产品：请在控制台开通（dysmsapi、globe 对应短信服务，dypnsapi 对应号码认证服务）",
  ),
  note(
    ["ACCOUNT_NOT_EXISTS", "ACCOUNT_ABNORMAL"],
    "the account does not exist or is blocked: check which account the access key belongs to, then open a ticket",
    "账号不存在或状态异常：请确认 AccessKey 所属账号，并提交工单",
  ),
  note(
    ["SECURITY_FROZEN_ACCOUNT"],
    "sending is frozen because the account was unused for long: open a ticket with Alibaba Cloud to unfreeze it",
    "账号长期未使用，发送能力已被冻结：请向阿里云提交工单申请解冻",
  ),
  note(
    ["DAY_LIMIT_CONTROL"],
    "your own daily cap in Alibaba Cloud's SMS console is reached: raise it under General Settings, or wait until tomorrow",
    "已达到阿里云短信控制台中自行设置的日发送上限：请在“通用设置”中调高，或等到次日",
  ),
  note(
    ["MONTH_LIMIT_CONTROL"],
    "your own monthly cap in Alibaba Cloud's SMS console is reached: raise it under General Settings, or wait for next month",
    "已达到阿里云短信控制台中自行设置的月发送上限：请在“通用设置”中调高，或等到下月",
  ),
  note(
    ["SMS_OVER_LIMIT", "SIGN_COUNT_OVER_LIMIT", "TEMPLATE_COUNT_OVER_LIMIT"],
    "the day's number of applications for signatures or templates is used up: apply for the rest tomorrow",
    "当日签名或模板申请数量已达上限：请次日再申请",
  ),
  note(
    ["RAM_PERMISSION_DENY", "RAM_CHECK_FAILED", "Forbidden.RAM", "NoPermission", "Forbidden"],
    "the RAM user may not send: grant dysms:SendSms (dysmsapi), dypns:SendSmsVerifyCode (dypnsapi) or " +
      "dysms:SendMessageToGlobe (globe) to the user of the access key",
    "RAM 用户没有发送权限：请为 AccessKey 所属用户授予 dysms:SendSms（dysmsapi）、" +
      "dypns:SendSmsVerifyCode（dypnsapi）或 dysms:SendMessageToGlobe（globe）",
  ),
  note(
    ["Forbidden.RiskControl"],
    "Alibaba Cloud's risk control has stopped the account: look for a notice in the console's message center, " +
      "then open a ticket",
    "账号被阿里云风控拦截：请查看控制台消息中心的通知，并提交工单",
  ),
  note(
    ["DENY_IP_RANGE"],
    "SendSms to the mainland is refused from addresses outside it: run the function in mainland China, send through " +
      "a proxy there (ALIYUN_SMS_ENDPOINT), or try dypnsapi",
    "向中国大陆发送短信时，不接受境外 IP 的请求：请将函数部署在中国大陆，" +
      "或通过境内代理发送（ALIYUN_SMS_ENDPOINT），或改用 dypnsapi",
  ),
  note(
    ["DOMESTIC_NUMBER_NOT_SUPPORTED"],
    "a template for abroad was used for a mainland number: give country CN a mainland template in ALIYUN_SMS_ROUTES",
    "使用了国际模板向中国大陆号码发送：请在 ALIYUN_SMS_ROUTES 中为 CN 配置国内模板",
  ),
  note(
    ["NOT_SUPPORTED_COUNTRY", "COUNTRY_RESTRICTED"],
    "the account may not send to this country: open it in Alibaba Cloud's SMS console, or remove it from SMS_ALLOWED_COUNTRIES",
    "该账号不能向此国家或地区发送：请在阿里云短信控制台开通，或从 SMS_ALLOWED_COUNTRIES 中删除",
  ),
  note(
    ["SENDERID_ERROR"],
    "the sender id is not accepted in this country: register it in Alibaba Cloud's SMS console, or remove the field sign of the globe route",
    "该国家或地区不接受此 Sender ID：请在阿里云短信控制台报备，或删除 globe 路由的 sign 字段",
  ),
  note(
    ["FORBIDDEN_ACTION"],
    "the account may not use this action: ask Alibaba Cloud to open it, or use another ALIYUN_SMS_API",
    "该账号无权调用此接口：请联系阿里云开通，或更换 ALIYUN_SMS_API",
  ),
];
