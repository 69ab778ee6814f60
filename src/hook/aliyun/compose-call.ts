import type { SmsMessage } from "../sms/sms-sender.ts";
import { VERSION } from "./endpoints.ts";
import type { RpcCall } from "./rpc-call.ts";

/** The provider's request for one SMS; `route.api` decides which. */
export function composeCall(message: SmsMessage): RpcCall {
  const { api, endpoint, account } = message.route;
  const call = { endpoint, account, version: VERSION[api] };
  switch (api) {
    case "dysmsapi":
      return { ...call, action: "SendSms", params: sendSms(message) };
    case "dypnsapi":
      return { ...call, action: "SendSmsVerifyCode", params: sendSmsVerifyCode(message) };
    case "globe":
      return { ...call, action: "SendMessageToGlobe", params: sendMessageToGlobe(message) };
  }
}

const sendSms = ({ phone, route, otp, outId }: SmsMessage) => ({
  // With its country code, which the API takes for mainland and foreign numbers alike.
  PhoneNumbers: phone.digits,
  SignName: route.sign ?? "",
  TemplateCode: route.template ?? "",
  TemplateParam: templateParam(route.params, otp),
  OutId: outId,
});

/** With our code in place of `##code##`: Auth verifies it, Alibaba Cloud cannot. */
const sendSmsVerifyCode = ({ phone, route, otp, outId }: SmsMessage) => ({
  PhoneNumber: phone.digits.slice(2),
  CountryCode: "86",
  SignName: route.sign ?? "",
  TemplateCode: route.template ?? "",
  TemplateParam: templateParam(route.params, otp),
  OutId: outId,
});

const sendMessageToGlobe = ({ phone, route, otp, outId, locale }: SmsMessage) => ({
  To: phone.digits,
  Message: withCode(route.template ?? defaultText(locale), otp),
  Type: "OTP",
  ...(route.sign ? { From: route.sign } : {}),
  TaskId: outId,
});

const CODE = "{code}";
const withCode = (text: string, otp: string) => text.replaceAll(CODE, otp);

/** Values must be strings; the variable is `code` unless another parameter takes the code's place. */
function templateParam(params: Readonly<Record<string, string>>, otp: string): string {
  const given: Record<string, string> = {};
  let placed = false;
  for (const [name, value] of Object.entries(params)) {
    placed ||= value.includes(CODE);
    given[name] = withCode(value, otp);
  }
  return JSON.stringify(placed ? given : { code: otp, ...given });
}

const defaultText = (locale: string | undefined) =>
  locale?.toLowerCase().startsWith("zh")
    ? `您的验证码是 ${CODE}，请勿告诉他人。`
    : `Your verification code is ${CODE}. Do not share it with anyone.`;
