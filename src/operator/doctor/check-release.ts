import type { AuthVersion } from "../../hook/gotrue/answer-style.ts";
import { type Finding, finding } from "./finding.ts";

export interface Release {
  version: string;
  major: number;
  minor: number;
}

/** The first whose hook needs no SMS provider beside it; `sms.phone`; `metadata` (docs/auth-releases.md). */
const OLDEST = 158;
const SAYS_NUMBER = 180;
const HEARS_TEXT = 187;

/** What a release of Auth means for what users hear, and whether GOTRUE_VERSION says the truth about it. */
export function checkRelease(
  { version, major, minor }: Release,
  configured: AuthVersion | undefined,
): Finding[] {
  if (major !== 2) return [];
  if (minor < OLDEST) return [finding("auth_too_old", version, { version })];
  if (configured !== undefined && (configured[0] !== major || configured[1] !== minor)) {
    return [finding("auth_version_differs", "GOTRUE_VERSION", { configured: configured.join("."), version })];
  }
  if (minor >= HEARS_TEXT) return [];
  const canBeTold = minor <= 173;
  const isTold = canBeTold && configured !== undefined;
  return [finding("auth_release_old", version, {
    version,
    heard: isTold
      ? { en: "the reason in words, as GOTRUE_VERSION is set", zh: "错误文本（已设置 GOTRUE_VERSION）" }
      : { en: "the reason of a failure as a number only (470 to 477)", zh: "失败原因的数字（470 至 477）" },
    more: minor < SAYS_NUMBER
      ? {
        en: ", and a second change of number is refused (sms_destination_ambiguous)",
        zh: "，且第二次更换号码会被拒绝（sms_destination_ambiguous）",
      }
      : { en: "", zh: "" },
    meanwhile: canBeTold && !isTold
      ? {
        en: `, or set GOTRUE_VERSION=${version} for the function meanwhile`,
        zh: `；升级前可为函数设置 GOTRUE_VERSION=${version}`,
      }
      : { en: "", zh: "" },
  })];
}
