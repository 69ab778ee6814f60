import type { Scope } from "../ledger/limits.ts";
import type { Hint } from "./hints.ts";

/**
 * A limit that many share refuses users who have done nothing themselves, and only the operator can change that. One of
 * a number or an address refuses who asks too often, and has no hint.
 */
const SHARED: Readonly<Partial<Record<Scope, Hint>>> = {
  total: {
    en:
      "the limit of all SMS together is used up, so nobody gets a code until its window ends: if these are your users, raise " +
      "SMS_LIMIT_TOTAL and start the function again; if not, see docs/runbook.md",
    zh:
      "全部短信的总限额已用完，窗口结束前所有人都收不到验证码：如果是真实用户，请调高 SMS_LIMIT_TOTAL 并重启函数；" +
      "如果不是，见 docs/runbook.zh-CN.md",
  },
  per_country: {
    en:
      "the limit of this country is used up, so nobody there gets a code until its window ends: if these are your users, " +
      "raise SMS_LIMIT_PER_COUNTRY and start the function again; if not, see docs/runbook.md",
    zh:
      "该国家或地区的限额已用完，窗口结束前当地所有人都收不到验证码：如果是真实用户，请调高 SMS_LIMIT_PER_COUNTRY 并重启函数；" +
      "如果不是，见 docs/runbook.zh-CN.md",
  },
  per_prefix: {
    en:
      "the limit of this block of numbers is used up, so none of them gets a code until its window ends: if these are your " +
      "users, raise SMS_LIMIT_PER_PREFIX and start the function again; if not, see docs/runbook.md",
    zh:
      "该号段的限额已用完，窗口结束前其中所有号码都收不到验证码：如果是真实用户，请调高 SMS_LIMIT_PER_PREFIX 并重启函数；" +
      "如果不是，见 docs/runbook.zh-CN.md",
  },
};

/** @param rule as a ledger names it, such as `total 1000/1d` */
export function hintOfLimit(rule: string): Hint | undefined {
  const scope = rule.split(" ", 1)[0] ?? "";
  // A ledger's word that is no scope finds nothing, and neither does a name that every object has.
  return Object.hasOwn(SHARED, scope) ? SHARED[scope as Scope] : undefined;
}
