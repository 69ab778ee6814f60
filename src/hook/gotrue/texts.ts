import type { Reason } from "./reasons.ts";

export type Language = "en" | "zh";

/**
 * What the end user reads behind the reason, which is what support asks for: nothing here is for the operator, whose
 * words are in the log. `wait` is a finished phrase such as "in 60 seconds". The client says the same (src/client); a
 * test holds the two to each other.
 */
export const TEXTS: Record<Reason, Record<Language, (wait: string) => string>> = {
  sms_recipient_not_allowed: {
    en: () => "This service does not send codes to this number or its country. Use another number.",
    zh: () => "本服务不向该号码或其所属国家和地区发送验证码，请换一个手机号。",
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
    en: () => "No code can be sent for this account, and trying again will not help. Contact support.",
    zh: () => "该账号目前无法接收验证码，重试也不能解决，请联系客服。",
  },
  sms_sending_disabled: {
    en: () => "No codes are being sent at the moment. Try again later, or contact support.",
    zh: () => "目前暂停发送短信验证码，请稍后再试或联系客服。",
  },
  sms_misconfigured: {
    en: () => "The code could not be sent. The problem is on our side: try again later, or contact support.",
    zh: () => "由于我们的原因，验证码未能发送，请稍后再试或联系客服。",
  },
  sms_provider_unavailable: {
    en: () => "The SMS service is not available at the moment. Try again in a few minutes.",
    zh: () => "短信服务暂时不可用，请过几分钟再试。",
  },
  sms_internal: {
    en: () => "The code could not be sent. The problem is on our side: try again later, or contact support.",
    zh: () => "由于我们的原因，验证码未能发送，请稍后再试或联系客服。",
  },
};

const DAY_SECONDS = 86_400;
/** Beyond a month no user waits, and a number that large is a fault of somebody's. */
const LONGEST_SECONDS = 30 * DAY_SECONDS;

const DAYS = [DAY_SECONDS, "day", "天", Infinity] as const;
/** In seconds: what is said in which unit, and below what. */
const UNITS: readonly (readonly [size: number, en: string, zh: string, below: number])[] = [
  [1, "second", "秒", 120],
  [60, "minute", "分钟", 7_200],
  [3_600, "hour", "小时", DAY_SECONDS],
  DAYS,
];

/**
 * "in 60 seconds", "in 3 hours", "tomorrow"; always rounded up, and "later" when unknown. The client reads it back
 * (src/client/wait.ts): a test holds the two to each other.
 */
export function waitPhrase(language: Language, seconds: number | undefined): string {
  if (seconds === undefined || !(seconds <= LONGEST_SECONDS)) return language === "zh" ? "稍后" : "later";
  if (seconds > 23 * 3600 && seconds <= DAY_SECONDS) return language === "zh" ? "明天" : "tomorrow";
  const [size, en, zh] = UNITS.find(([, , , below]) => seconds < below) ?? DAYS;
  const count = Math.max(1, Math.ceil(seconds / size));
  return language === "zh" ? `${count}${zh}后` : `in ${count} ${en}${count === 1 ? "" : "s"}`;
}
