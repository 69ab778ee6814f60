import type { Reason } from "./reasons.ts";

export type Language = "en" | "zh";

/** What the end user reads behind the reason. `wait` is a finished phrase such as "in 60 seconds". */
export const TEXTS: Record<Reason, Record<Language, (wait: string) => string>> = {
  sms_recipient_not_allowed: {
    en: () => "This service cannot send a code to this phone number.",
    zh: () => "本服务暂时无法向该手机号发送验证码。",
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
