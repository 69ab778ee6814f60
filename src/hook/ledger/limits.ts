import type { RequestRecord } from "./request-record.ts";

export interface LimitRule {
  count: number;
  windowSeconds: number;
}

/** What the operator allows; limits are data, and one that is off is an empty list. */
export interface Limits {
  perNumber: readonly LimitRule[];
  perIp: readonly LimitRule[];
  perPrefix: readonly LimitRule[];
  perCountry: readonly LimitRule[];
  total: readonly LimitRule[];
}

export type Scope = "per_number" | "per_ip" | "per_prefix" | "per_country" | "total";

/** One thing that is counted: a number, an address, a block of numbers, a country, the project. */
export interface Counter {
  /** Names the rule in the log. */
  scope: Scope;
  /** A keyed hash of what belongs to a person; a prefix, a country and the project as they are. */
  subject: string;
  rules: readonly LimitRule[];
}

/** What one send counts towards; a limit that is off costs nothing. */
export function countersOf(
  limits: Limits,
  { numberHash, ipHash, prefix, country }: RequestRecord,
): Counter[] {
  const counters: Counter[] = [
    { scope: "per_number", subject: numberHash, rules: limits.perNumber },
    { scope: "per_prefix", subject: prefix, rules: limits.perPrefix },
    { scope: "per_country", subject: country ?? "none", rules: limits.perCountry },
    { scope: "total", subject: "", rules: limits.total },
  ];
  // Only Auth ≥ 2.187 says from where its request came.
  if (ipHash !== undefined) counters.push({ scope: "per_ip", subject: ipHash, rules: limits.perIp });
  return counters.filter(({ rules }) => rules.length > 0);
}

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
/** As in `send_sms.claim`, which refuses a longer one. */
const LONGEST_SECONDS = 366 * SECONDS.d;

/** @returns the rules of `1/60s,5/1h`, none of `off`, or undefined where the text is neither */
export function parseRules(text: string): LimitRule[] | undefined {
  if (text.toLowerCase() === "off") return [];
  const rules: LimitRule[] = [];
  for (const part of text.split(",")) {
    const [, count, amount, unit] = /^\s*([1-9]\d{0,8})\s*\/\s*([1-9]\d{0,5})?([smhd])\s*$/.exec(part) ?? [];
    if (count === undefined || unit === undefined) return undefined;
    // The pattern admits these four units only.
    const windowSeconds = Number(amount ?? 1) * SECONDS[unit as keyof typeof SECONDS];
    if (windowSeconds > LONGEST_SECONDS) return undefined;
    rules.push({ count: Number(count), windowSeconds });
  }
  return rules;
}

/** As configured, such as `5/1h`. */
export function formatRule({ count, windowSeconds }: LimitRule): string {
  for (const [unit, seconds] of [["d", 86_400], ["h", 3_600], ["m", 60]] as const) {
    if (windowSeconds % seconds === 0 && (unit !== "m" || windowSeconds > 60)) {
      return `${count}/${windowSeconds / seconds}${unit}`;
    }
  }
  return `${count}/${windowSeconds}s`;
}

/** @returns `5/1h,10/1d`, or `off` */
export const formatRules = (rules: readonly LimitRule[]): string => rules.map(formatRule).join(",") || "off";
