import { err, ok, type Result } from "../result.ts";
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

export type RuleProblem = "empty" | "off_beside_others" | "form" | "count" | "amount" | "unit" | "too_long";

/** @returns the rules of `1/60s,5/1h`, none of `off`, or what is wrong with which entry, from 1 */
export function parseRules(text: string): Result<LimitRule[], { entry: number; problem: RuleProblem }> {
  if (text.toLowerCase() === "off") return ok([]);
  const rules: LimitRule[] = [];
  for (const [i, part] of text.split(",").entries()) {
    const rule = parseRule(part.trim());
    if (!rule.ok) return err({ entry: i + 1, problem: rule.error });
    rules.push(rule.value);
  }
  return ok(rules);
}

function parseRule(text: string): Result<LimitRule, RuleProblem> {
  if (text === "") return err("empty");
  if (text.toLowerCase() === "off") return err("off_beside_others");
  const [count = "", window, ...more] = text.split("/").map((part) => part.trim());
  if (window === undefined || more.length > 0) return err("form");
  if (!/^[1-9]\d{0,8}$/.test(count)) return err("count");
  const [, amount = "", unit = ""] = /^([^a-z]*)(.*)$/i.exec(window) ?? [];
  if (amount !== "" && !/^[1-9]\d*$/.test(amount)) return err("amount");
  if (!isUnit(unit)) return err("unit");
  const windowSeconds = Number(amount || 1) * SECONDS[unit];
  return windowSeconds > LONGEST_SECONDS ? err("too_long") : ok({ count: Number(count), windowSeconds });
}

const isUnit = (text: string): text is keyof typeof SECONDS => Object.hasOwn(SECONDS, text);

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
