import { withoutSeparators } from "../client/typed-text.ts";
import { err, ok, type Result } from "../hook/result.ts";
import { isCountry } from "../hook/sms/country.ts";
import type { Sentence } from "./wire.ts";

/**
 * What a person wants blocked, as `send_sms.block` writes it, with the plus sign of a prefix; or why that would refuse
 * it, to be said before anybody gives a reason.
 */
export function readSubject(typed: string): Result<string, Sentence> {
  const bare = withoutSeparators(typed).replace(/^00/, "+");
  if (/^[A-Za-z]{2}$/.test(bare)) return readCountry(bare.toUpperCase());
  if (!/^\+?[1-9]\d{0,14}$/.test(bare)) return err(SHAPE);
  // Written as in the mainland it would close a part of +1.
  if (/^1[3-9]/.test(bare)) return err(NO_COUNTRY_CODE);
  const digits = bare.replace("+", "");
  const isMainland = digits.startsWith("86");
  if (digits.length <= (isMainland ? KNOWN_OF_MAINLAND : KNOWN_ABROAD)) return ok(`+${digits}`);
  return err(isMainland ? WHOLE_IN_MAINLAND : wholeAbroad(digits));
}

/** 86 and the seven digits that the ledger knows. */
const KNOWN_OF_MAINLAND = 9;
/** What is longer may be a whole number, of which the ledger does not know the last seven digits. */
const KNOWN_ABROAD = 8;
const UNKNOWN_DIGITS = 7;

function readCountry(code: string): Result<string, Sentence> {
  if (isCountry(code)) return ok(code);
  // What Unicode's CLDR has as an alias of a country, such as UK, is canonical here (UTS 35, annex C).
  const { region } = new Intl.Locale(`und-${code}`);
  return err(
    region !== undefined && isCountry(region)
      ? {
        en: `${code} is no country code of ISO 3166: write ${region}.`,
        zh: `${code} 不是 ISO 3166 国家代码，请填写 ${region}。`,
      }
      : {
        en: `${code} is no country code of ISO 3166, such as GB for the United Kingdom.`,
        zh: `${code} 不是 ISO 3166 国家代码（例如英国为 GB）。`,
      },
  );
}

const SHAPE: Sentence = {
  en: "Give a country such as CN or a prefix such as +86138.",
  zh: "请填写国家（如 CN）或号段（如 +86138）。",
};
const NO_COUNTRY_CODE: Sentence = {
  en: "The country code is missing: +86 in the mainland, +1 in North America.",
  zh: "缺少国家代码：大陆为 +86，北美为 +1。",
};
const WHOLE_IN_MAINLAND: Sentence = {
  en: "The ledger knows the first seven digits of a mainland number and no more: +86 and up to seven digits.",
  zh: "账本只知道大陆号码的前七位：请填写 +86 加最多七位数字。",
};

function wholeAbroad(digits: string): Sentence {
  const prefix = `+${digits.slice(0, Math.max(3, digits.length - UNKNOWN_DIGITS))}`;
  return {
    en: `The ledger knows a number abroad without its last seven digits: ${prefix} blocks all that begin so.`,
    zh: `账本不知道境外号码的后七位：可封禁号段 ${prefix}，其下所有号码都会被拒绝。`,
  };
}
