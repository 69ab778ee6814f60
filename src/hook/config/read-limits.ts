import { type LimitRule, type Limits, parseRules, type RuleProblem } from "../ledger/limits.ts";
import type { EnvReader } from "./env-reader.ts";
import type { Setting } from "./variables.ts";

/**
 * Auth itself keeps a minute between two codes (`GOTRUE_SMS_MAX_FREQUENCY`), so by default the hook adds the
 * hour and the day of Alibaba Cloud's own limits (5 per hour, 10 per day and number; Help 2881383).
 */
const DEFAULT_PER_NUMBER = "5/1h,10/1d";

export function readLimits(reader: EnvReader): Limits {
  return {
    perNumber: readRules(reader, "limitPerNumber", DEFAULT_PER_NUMBER),
    perIp: readRules(reader, "limitPerIp", "off"),
    perPrefix: readRules(reader, "limitPerPrefix", "off"),
    perCountry: readRules(reader, "limitPerCountry", "off"),
    total: readRules(reader, "limitTotal", "off"),
  };
}

function readRules(reader: EnvReader, setting: Setting, byDefault: string): LimitRule[] {
  const rules = parseRules(reader.text(setting) ?? byDefault);
  if (rules.ok) return rules.value;
  const { entry, problem } = rules.error;
  const { en, zh } = RULE_PROBLEMS[problem];
  reader.report(
    setting,
    `entry ${entry} ${en}; a limit is written as 1/60s,5/1h,10/1d, or off`,
    `第 ${entry} 项${zh}；限额的写法如 1/60s,5/1h,10/1d，或 off`,
  );
  return [];
}

const RULE_PROBLEMS: Readonly<Record<RuleProblem, { en: string; zh: string }>> = {
  empty: { en: "is empty: remove the comma that is too many", zh: "为空：请删除多余的逗号" },
  off_beside_others: {
    en: "is off, which stands alone: remove it, or the others",
    zh: "是 off，不能与其他限额并列：请删除它，或删除其他各项",
  },
  form: {
    en: "is not a count, one slash and a window, such as 5/1h, with commas between entries",
    zh: "不是“次数/时间窗”（只含一个斜杠，例如 5/1h，各项以逗号分隔）",
  },
  count: {
    en:
      "has no whole number from 1 to 999999999 before its slash (SMS_SENDING_ENABLED=false is what sends nothing at all)",
    zh: "斜杠前的次数不是 1 到 999999999 的整数（如需完全停发，请用 SMS_SENDING_ENABLED=false）",
  },
  amount: {
    en: "has a window that is no whole number from 1 before its unit",
    zh: "的时间窗在单位前不是从 1 起的整数",
  },
  unit: {
    en: "has a window without one of the units s, m, h and d (small letters) as its end",
    zh: "的时间窗没有以单位 s、m、h、d（小写）之一结尾",
  },
  too_long: { en: "has a window of more than 366 days", zh: "的时间窗超过 366 天" },
};
