import type { Reason } from "./reasons.ts";

export type Language = "en" | "zh";

/** What the end user reads behind the reason. `wait` is a finished phrase such as "in 60 seconds". */
export const TEXTS: Record<Reason, Record<Language, (wait: string) => string>> = {
  sms_recipient_not_allowed: {
    en: () => "This phone number cannot receive codes from this service.",
    zh: () => "该手机号暂不支持接收本服务的验证码。",
  },
  sms_recipient_invalid: {
    en: () => "This phone number is not valid. Check it and try again.",
    zh: () => "手机号不正确，请检查后重试。",
  },
  sms_rate_limited: {
    en: (wait) => `Too many codes were requested. Try again ${wait}.`,
    zh: (wait) => `验证码请求过于频繁，请${wait}再试。`,
  },
  sms_destination_ambiguous: {
    en: () => "The code could not be sent, because the server cannot tell which number it is for.",
    zh: () => "服务器无法确定验证码应发往哪个手机号，短信未发送。",
  },
  sms_sending_disabled: {
    en: () => "Sending codes by SMS is switched off at the moment.",
    zh: () => "短信验证码功能暂时关闭。",
  },
  sms_misconfigured: {
    en: () => "The code could not be sent. The operator of this service has to fix its SMS settings.",
    zh: () => "短信未能发送，请联系本服务的管理员检查短信配置。",
  },
  sms_provider_unavailable: {
    en: () => "The SMS service is not available at the moment. Try again in a few minutes.",
    zh: () => "短信服务暂时不可用，请过几分钟再试。",
  },
  sms_internal: {
    en: () => "The code could not be sent because of an internal error.",
    zh: () => "内部错误，短信未能发送。",
  },
};

/** Seconds below two minutes, whole minutes above: the client reads the number and its unit back. */
export function waitPhrase(language: Language, seconds: number | undefined): string {
  if (seconds === undefined) return language === "zh" ? "稍后" : "later";
  const long = seconds >= 120;
  const count = Math.max(1, Math.ceil(long ? seconds / 60 : seconds));
  if (language === "zh") return `${count}${long ? "分钟" : "秒"}后`;
  return `in ${count} ${long ? "minute" : "second"}${count === 1 ? "" : "s"}`;
}
