import { type LimitRule, type Limits, parseRules } from "../ledger/limits.ts";
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
  if (rules !== undefined) return rules;
  reader.report(
    setting,
    'must be "off" or count/window pairs such as 1/60s,5/1h,10/1d (units s, m, h, d; 366d at most)',
    "必须是 off，或“次数/时间窗”列表，例如 1/60s,5/1h,10/1d（单位 s、m、h、d，最长 366d）",
  );
  return [];
}
