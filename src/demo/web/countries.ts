import type { Language } from "../../client/index.ts";

export interface Country {
  readonly iso: string;
  readonly dial: string;
  readonly name: Readonly<Record<Language, string>>;
}

const country = (iso: string, dial: string, zh: string, en: string): Country => ({
  iso,
  dial,
  name: { zh, en },
});

/** The order of the picker: the mainland first, then where its people live and travel most. */
export const COUNTRIES: readonly [Country, ...Country[]] = [
  country("CN", "86", "中国大陆", "China mainland"),
  country("HK", "852", "中国香港", "Hong Kong"),
  country("MO", "853", "中国澳门", "Macao"),
  country("TW", "886", "中国台湾", "Taiwan"),
  country("SG", "65", "新加坡", "Singapore"),
  country("MY", "60", "马来西亚", "Malaysia"),
  country("JP", "81", "日本", "Japan"),
  country("KR", "82", "韩国", "South Korea"),
  country("TH", "66", "泰国", "Thailand"),
  country("VN", "84", "越南", "Vietnam"),
  country("ID", "62", "印度尼西亚", "Indonesia"),
  country("PH", "63", "菲律宾", "Philippines"),
  country("IN", "91", "印度", "India"),
  country("AE", "971", "阿联酋", "United Arab Emirates"),
  country("AU", "61", "澳大利亚", "Australia"),
  country("NZ", "64", "新西兰", "New Zealand"),
  country("US", "1", "美国", "United States"),
  country("CA", "1", "加拿大", "Canada"),
  country("GB", "44", "英国", "United Kingdom"),
  country("DE", "49", "德国", "Germany"),
  country("FR", "33", "法国", "France"),
  country("IT", "39", "意大利", "Italy"),
  country("ES", "34", "西班牙", "Spain"),
  country("BR", "55", "巴西", "Brazil"),
];
