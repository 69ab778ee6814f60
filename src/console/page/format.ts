import type { Speech } from "./language.ts";

const localeOf = ({ language }: Speech): string => language === "zh" ? "zh-CN" : "en-GB";

/** Of anything else `Intl` throws, and the page would show nothing more. */
const COUNTRY = /^[A-Z]{2}$/;
const CURRENCY = /^[A-Z]{3}$/;

/**
 * How numbers, times and places are written in one language. What is not known is a dash; what has no name here, for
 * the ledger may be of a later release, is shown as it stands there.
 */
export function formats(speech: Speech) {
  const locale = localeOf(speech);
  const { none } = speech.texts;
  const whole = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const clock = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const hour = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
  const regions = new Intl.DisplayNames(locale, { type: "region", style: "short" });
  const inMoney = (value: number, currency: string) => {
    const digits = { maximumFractionDigits: value < 10 ? 3 : 2 };
    if (!CURRENCY.test(currency)) return `${new Intl.NumberFormat(locale, digits).format(value)} ${currency}`;
    const money = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
    return new Intl.NumberFormat(locale, { ...money, ...digits }).format(value);
  };

  const isToday = (at: Date) => new Date().toDateString() === at.toDateString();
  const timed = (iso: string, format: (at: Date) => string) => {
    const at = new Date(iso);
    return Number.isNaN(at.getTime()) ? iso : format(at);
  };
  return {
    count: (value: number) => whole.format(value),
    rate: (part: number, of: number) => of > 0 ? percent.format(part / of) : none,
    percent: (value: number) => percent.format(value),
    ms: (value: number | null) =>
      value === null
        ? none
        : value < 1_000
        ? `${whole.format(value)} ms`
        : `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value / 1_000)} s`,
    /** Fractions of a cent count where a SMS costs a few. */
    money: (value: number | null, currency: string | null) =>
      value === null || currency === null ? none : inMoney(value, currency),
    time: (iso: string) =>
      timed(iso, (at) => isToday(at) ? clock.format(at) : `${day.format(at)} ${hour.format(at)}`),
    hour: (iso: string) => timed(iso, (at) => hour.format(at)),
    day: (iso: string) => timed(iso, (at) => day.format(at)),
    region: (code: string | null) => {
      if (code === null) return speech.texts.breakdown.noCountry;
      return COUNTRY.test(code) ? REGIONS[speech.language][code] ?? regions.of(code) ?? code : code;
    },
  };
}

export type Formats = ReturnType<typeof formats>;

/** As the demo page's picker calls them. */
const REGIONS: Readonly<Record<Speech["language"], Readonly<Record<string, string>>>> = {
  zh: { CN: "中国大陆", HK: "中国香港", MO: "中国澳门", TW: "中国台湾" },
  en: { CN: "China mainland" },
};
