import type { Language } from "./language.ts";

const UNIT_SECONDS: readonly (readonly [unit: RegExp, seconds: number])[] = [
  [/(\d+)\s*(?:seconds?\b|秒)/i, 1],
  [/(\d+)\s*(?:minutes?\b|分钟)/i, 60],
  [/(\d+)\s*(?:hours?\b|小时)/i, 3_600],
  [/(\d+)\s*(?:days?\b|天)/i, 86_400],
];

const DAY_SECONDS = 86_400;
/** Beyond a month no user waits, and a number that large is a fault of somebody's. */
const LONGEST_SECONDS = 30 * DAY_SECONDS;

/** Whether it can be shown and counted down: whole or not, more than nothing, a month at most. */
export const isWait = (seconds: number): boolean => seconds > 0 && seconds <= LONGEST_SECONDS;

const DAYS = [DAY_SECONDS, "day", "天", Infinity] as const;
/** In seconds: what is said in which unit, and below what. */
const UNITS: readonly (readonly [size: number, en: string, zh: string, below: number])[] = [
  [1, "second", "秒", 120],
  [60, "minute", "分钟", 7_200],
  [3_600, "hour", "小时", DAY_SECONDS],
  DAYS,
];

/**
 * Seconds to wait, read from Auth's "… after 59 seconds." or from the hook's "… in 60 seconds.",
 * "请60秒后再试。", "… tomorrow." `undefined` when the text names none: an invented wait would be a lie.
 */
export function secondsIn(text: string): number | undefined {
  for (const [pattern, unitSeconds] of UNIT_SECONDS) {
    const count = Number(pattern.exec(text)?.[1]);
    if (isWait(count * unitSeconds)) return count * unitSeconds;
  }
  return /\btomorrow\b|明天/i.test(text) ? DAY_SECONDS : undefined;
}

/** "in 42 seconds", "42秒后", "in 3 hours", "tomorrow"; rounded up, and "later" when unknown. */
export function waitPhrase(language: Language, seconds: number | undefined): string {
  if (seconds === undefined || !(seconds <= LONGEST_SECONDS)) {
    return language === "zh" ? "稍后" : "later";
  }
  if (seconds > 23 * 3600 && seconds <= DAY_SECONDS) return language === "zh" ? "明天" : "tomorrow";
  const [size, en, zh] = UNITS.find(([, , , below]) => seconds < below) ?? DAYS;
  const count = Math.max(1, Math.ceil(seconds / size));
  return language === "zh" ? `${count}${zh}后` : `in ${count} ${en}${count === 1 ? "" : "s"}`;
}

/** The label of the button that asks for another code: "Resend in 42 s", "Resend in 15 min", "Resend code". */
export function resendLabel(remainingSeconds: number, language: Language): string {
  if (!(remainingSeconds > 0)) return language === "zh" ? "重新发送" : "Resend code";
  const wait = shortWait(remainingSeconds, language);
  return language === "zh" ? `${wait}后重发` : `Resend in ${wait}`;
}

/** For the label of a button: "42 s", "15 min", "42秒". */
export function shortWait(remainingSeconds: number, language: Language): string {
  const seconds = Math.ceil(Math.min(remainingSeconds, LONGEST_SECONDS));
  const [size, en, zh] = seconds < 600
    ? [1, "s", "秒"]
    : seconds < 7200
    ? [60, "min", "分钟"]
    : [3600, "h", "小时"];
  const count = Math.ceil(seconds / size);
  return language === "zh" ? `${count}${zh}` : `${count} ${en}`;
}
