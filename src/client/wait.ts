import type { Language } from "./language.ts";

/** A day. Nobody watches a longer wait count down, and most are a mistake: they read "later". */
const LONGEST_SECONDS = 86_400;

/** Whether it can be shown and counted down: whole or not, more than nothing, a day at most. */
export const isWait = (seconds: number): boolean => seconds > 0 && seconds <= LONGEST_SECONDS;

const UNIT_SECONDS: readonly (readonly [unit: RegExp, seconds: number])[] = [
  [/(\d+)\s*(?:seconds?\b|秒)/i, 1],
  [/(\d+)\s*(?:minutes?\b|分钟)/i, 60],
  [/(\d+)\s*(?:hours?\b|小时)/i, 3600],
];

/**
 * Seconds to wait, read from Auth's "… after 59 seconds." or from the hook's "… in 60 seconds.",
 * "请60秒后再试。". `undefined` when the text names none: an invented wait would be a lie.
 */
export function secondsIn(text: string): number | undefined {
  for (const [pattern, unitSeconds] of UNIT_SECONDS) {
    const count = Number(pattern.exec(text)?.[1]);
    if (isWait(count * unitSeconds)) return count * unitSeconds;
  }
  return undefined;
}

/** "in 42 seconds", "42秒后"; minutes from two minutes on, rounded up; "later" when unknown. */
export function waitPhrase(language: Language, seconds: number | undefined): string {
  if (seconds === undefined || !isWait(seconds)) return language === "zh" ? "稍后" : "later";
  const long = seconds >= 120;
  const count = Math.max(1, Math.ceil(long ? seconds / 60 : seconds));
  if (language === "zh") return `${count}${long ? "分钟" : "秒"}后`;
  return `in ${count} ${long ? "minute" : "second"}${count === 1 ? "" : "s"}`;
}

/** The label of the button that asks for another code: "Resend in 42 s", "Resend in 15 min", "Resend code". */
export function resendLabel(remainingSeconds: number, language: Language): string {
  if (!(remainingSeconds > 0)) return language === "zh" ? "重新发送" : "Resend code";
  const seconds = Math.ceil(Math.min(remainingSeconds, LONGEST_SECONDS));
  const [size, en, zh] = seconds < 600
    ? [1, "s", "秒"]
    : seconds < 7200
    ? [60, "min", "分钟"]
    : [3600, "h", "小时"];
  const count = Math.ceil(seconds / size);
  return language === "zh" ? `${count}${zh}后重发` : `Resend in ${count} ${en}`;
}
