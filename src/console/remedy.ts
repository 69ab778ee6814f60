import type { Sentence } from "../cli/with-ledger-database.ts";
import { CAUSE_HINTS, hintOfCode, UNKNOWN_CODE } from "../hook/log/hints.ts";
import type { TracedRequest } from "./wire.ts";

/** What the operator can do about it, in the log's own words. */
export function remedyOf(status: TracedRequest["status"], reason: string | null): Sentence | null {
  const hint = hintOf(status, reason ?? "");
  return hint && { en: hint.en, zh: hint.zh };
}

function hintOf(status: TracedRequest["status"], text: string): Sentence | null {
  switch (status) {
    case "accepted":
    case "in_flight":
      return null;
    case "limited":
      return LIMITS[text.split(" ")[0] ?? ""] ?? null;
    case "closed":
      return CLOSED[text.split(" ")[0] ?? ""] ?? CAUSE_HINTS.blocked_by_operator;
    case "rejected":
      if (text === "ledger_down") return CAUSE_HINTS.ledger_down;
      return hintOfCode(text) ?? UNKNOWN_CODE;
    case "unconfirmed":
      return hintOfCode(text) ?? UNCONFIRMED;
    // The ledger may be of a later release.
    default:
      return null;
  }
}

/** By what a rule such as `guarded +86170` begins with. */
const CLOSED: Readonly<Record<string, Sentence>> = {
  paused: CAUSE_HINTS.paused_by_operator,
  guarded: CAUSE_HINTS.blocked_by_guard,
};

/** By the scope that a rule such as `per_number 5/1h` begins with. */
const LIMITS: Readonly<Record<string, Sentence>> = {
  per_number: {
    en: "one number asked too often: nothing to do, unless real users do; then raise SMS_LIMIT_PER_NUMBER",
    zh: "同一号码请求过于频繁：通常无需处理；如影响正常用户，请调高 SMS_LIMIT_PER_NUMBER",
  },
  per_ip: {
    en: "many codes from one address: an office or a school needs a higher SMS_LIMIT_PER_IP, a pump does not",
    zh: "同一 IP 请求过多：如为公司或学校网络，请调高 SMS_LIMIT_PER_IP；如为盗刷则无需处理",
  },
  per_prefix: {
    en: "many codes for one block of numbers: look at it under Blocks of numbers, then block it or raise " +
      "SMS_LIMIT_PER_PREFIX",
    zh: "同一号段请求过多：请查看“号段”，确认后封禁该号段或调高 SMS_LIMIT_PER_PREFIX",
  },
  per_country: {
    en: "the country's own limit is reached: raise SMS_LIMIT_PER_COUNTRY, if the traffic is real",
    zh: "已达到该国家或地区的限额：如为真实流量，请调高 SMS_LIMIT_PER_COUNTRY",
  },
  total: {
    en:
      "the limit of the whole project is reached, so nobody gets a code: raise SMS_LIMIT_TOTAL, if the traffic is real",
    zh: "已达到项目总限额，所有用户都收不到验证码：如为真实流量，请调高 SMS_LIMIT_TOTAL",
  },
};

const UNCONFIRMED: Sentence = {
  en: "the provider gave no readable answer in time, so it is not known whether the SMS was sent",
  zh: "服务商未及时返回可读结果，无法确定短信是否已发送",
};
