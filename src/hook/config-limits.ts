import type { Limits } from "./config.ts";
import type { EnvReader, Setting } from "./config-variables.ts";
import type { LimitRule } from "./ledger/ledger.ts";

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/**
 * Auth itself keeps a minute between two codes (`GOTRUE_SMS_MAX_FREQUENCY`), so by default the hook adds the
 * hour and the day of Alibaba Cloud's own limits (5 per hour, 10 per day and number; Help 2881383).
 */
const DEFAULT_PER_NUMBER = "5/1h,10/1d";

export function readLimits(reader: EnvReader): Limits {
  return {
    perNumber: readRules(reader, "limitPerNumber", DEFAULT_PER_NUMBER),
    perIp: readRules(reader, "limitPerIp", "off"),
    perCountry: readRules(reader, "limitPerCountry", "off"),
    total: readRules(reader, "limitTotal", "off"),
  };
}

function readRules(reader: EnvReader, setting: Setting, byDefault: string): LimitRule[] {
  const value = reader.text(setting) ?? byDefault;
  if (value.toLowerCase() === "off") return [];
  return value.split(",").flatMap((part) => {
    const [, count, amount, unit] = /^\s*([1-9]\d{0,8})\s*\/\s*([1-9]\d{0,5})?([smhd])\s*$/.exec(part) ?? [];
    if (count !== undefined && unit !== undefined) {
      // The pattern admits these four units only.
      return [{
        count: Number(count),
        windowSeconds: Number(amount ?? 1) * SECONDS[unit as keyof typeof SECONDS],
      }];
    }
    reader.report(
      setting,
      'must be "off" or count/window pairs such as 1/60s,5/1h,10/1d (units s, m, h, d)',
      "必须是 off，或“次数/时间窗”列表，例如 1/60s,5/1h,10/1d（单位 s、m、h、d）",
    );
    return [];
  });
}
