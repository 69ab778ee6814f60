import type { EnvReader } from "./env-reader.ts";
import type { Policy } from "../sms/decide.ts";
import { countryOfWhole, isCountry, isNorthAmerican } from "../sms/country.ts";
import { type BareNumbers, parsePhoneNumber } from "../sms/phone-number.ts";

export function readPolicy(reader: EnvReader, bareNumbers: BareNumbers): Policy {
  const { allowedCountries, allowedPrefixes } = readCountries(reader);
  refuseAmbiguity(reader, allowedCountries, allowedPrefixes, bareNumbers);
  return {
    sendingEnabled: reader.choice("sendingEnabled", ["true", "false"]) === "true",
    allowedCountries,
    allowedPrefixes,
    allowedNumbers: readNumbers(reader, { allowedCountries, allowedPrefixes }, bareNumbers),
    blockedPrefixes: readPrefixes(reader),
  };
}

type Allowed = Pick<Policy, "allowedCountries" | "allowedPrefixes">;

function readCountries(reader: EnvReader): Allowed {
  const given = (reader.list("allowedCountries") ?? ["CN"]).map((code) => code.toUpperCase());
  const isPrefix = (item: string) => /^\+[1-9]\d{0,14}$/.test(item);
  const allowedPrefixes = given.filter(isPrefix).map((prefix) => prefix.slice(1));
  warnOfWholeCountries(reader, allowedPrefixes);
  const countries = given.filter((item) => !isPrefix(item));
  if (countries.includes("*")) return { allowedCountries: "*", allowedPrefixes };
  const unknown = countries.filter((code) => !isCountry(code));
  if (unknown.includes("UK")) {
    reader.report(
      "allowedCountries",
      "lists UK, which is no code of ISO 3166-1: the United Kingdom is GB",
      "中的 UK 不是 ISO 3166-1 国家代码：英国为 GB",
    );
  } else if (unknown.length > 0 || given.length === 0) {
    reader.report(
      "allowedCountries",
      "must be ISO country codes such as CN,HK,SG, or *; ranges such as +870 may be added",
      "必须是 ISO 国家或地区代码，例如 CN,HK,SG，或 *；还可添加号段，例如 +870",
    );
  }
  return { allowedCountries: new Set(countries), allowedPrefixes };
}

/** A range is allowed by its name, with all in it that costs more. */
function warnOfWholeCountries(reader: EnvReader, prefixes: readonly string[]): void {
  const whole = prefixes.flatMap((prefix) => {
    const country = countryOfWhole(prefix);
    return country === undefined ? [] : [{ prefix, country }];
  });
  if (whole.length === 0) return;
  const [prefixList, countryList] = [
    whole.map(({ prefix }) => `+${prefix}`).join(", "),
    whole.map(({ country }) => country).join(", "),
  ];
  reader.warn(
    "allowedCountries",
    `lists ${prefixList}, all that begins so, premium-rate and personal numbers too, and no country: the code for that ` +
      `is ${countryList}; a range is for numbers such as those of +870`,
    `中的 ${prefixList} 是号段而非国家或地区，会放行以其开头的全部号码，包括声讯付费和个人转接号码：请改写为代码 ${countryList}；` +
      "号段只用于 +870 之类的号码",
  );
}

/** `+1 310 555 1234` and a bare mainland `13105551234` reach the hook as the same digits. */
function refuseAmbiguity(
  reader: EnvReader,
  countries: ReadonlySet<string> | "*",
  prefixes: readonly string[],
  bareNumbers: BareNumbers,
): void {
  if (bareNumbers !== "CN") return;
  const northAmerican = countries === "*" || [...countries].some(isNorthAmerican) ||
    prefixes.some((prefix) => prefix.startsWith("1"));
  if (!northAmerican) return;
  reader.report(
    "bareNumbers",
    "cannot be CN while SMS_ALLOWED_COUNTRIES allows a country of +1 (US, CA, … or *): nothing could tell a bare " +
      "mainland number from a North American one; remove one of the two",
    "不能在 SMS_ALLOWED_COUNTRIES 允许 +1 国家（US、CA 等或 *）时设为 CN：无法区分不带区号的中国大陆号码与北美号码，" +
      "请删除其中一项",
  );
}

function readNumbers(
  reader: EnvReader,
  { allowedCountries, allowedPrefixes }: Allowed,
  bareNumbers: BareNumbers,
): ReadonlySet<string> | undefined {
  const list = reader.list("allowedNumbers");
  if (list === undefined) return undefined;
  const parsed = list.map((text) => parsePhoneNumber(text.replaceAll(" ", ""), bareNumbers));
  const numbers = parsed.flatMap((one) => one.ok ? [one.value] : []);
  if (numbers.length < parsed.length) {
    reader.report(
      "allowedNumbers",
      "must be numbers in E.164 separated by commas, such as +8613800138000",
      "必须是 E.164 格式的号码，用逗号分隔，例如 +8613800138000",
    );
  }
  const named = (digits: string) => allowedPrefixes.some((prefix) => digits.startsWith(prefix));
  const outside = numbers.some(({ country, digits }) =>
    allowedCountries !== "*" && !named(digits) && (country === undefined || !allowedCountries.has(country))
  );
  if (outside) {
    reader.report(
      "allowedNumbers",
      "lists a number of a country that SMS_ALLOWED_COUNTRIES does not allow: add the country or remove the number",
      "包含 SMS_ALLOWED_COUNTRIES 未允许的国家或地区的号码：请添加该国家或地区，或删除该号码",
    );
  }
  return new Set(numbers.map(({ e164 }) => e164));
}

function readPrefixes(reader: EnvReader): string[] {
  const given = reader.list("blockedPrefixes") ?? [];
  if (given.some((prefix) => !/^\+?[1-9]\d{0,14}$/.test(prefix))) {
    reader.report(
      "blockedPrefixes",
      "must be E.164 prefixes separated by commas, such as +86170,+1900",
      "必须是 E.164 号码前缀，用逗号分隔，例如 +86170,+1900",
    );
  } else if (given.some((prefix) => /^1[3-9]/.test(prefix))) {
    reader.report(
      "blockedPrefixes",
      "must say the country of a prefix that begins with 13 to 19: +86170 in mainland China, or +1702 in North America",
      "以 13–19 开头的前缀必须写明国家代码：中国大陆写 +86170，北美写 +1702",
    );
  }
  return given.map((prefix) => prefix.replace(/^\+/, ""));
}
