import { COUNTRIES } from "./countries.ts";

/** How long the groups of a national number are, where people write it so. */
const GROUPS: Readonly<Record<string, readonly number[]>> = {
  "86": [3, 4, 4],
  "1": [3, 3, 4],
  "852": [4, 4],
  "853": [4, 4],
  "65": [4, 4],
  "886": [3, 3, 3],
};

/** Longest first: +852 is not +85. */
const DIALS = [...new Set(COUNTRIES.map(({ dial }) => dial))].sort((a, b) => b.length - a.length);

/** `8613800138000` or `+8613800138000` → `+86 138 0013 8000`. The spaces do not break a line. */
export function showPhone(phone: string): string {
  const digits = phone.replace(/^\+/, "");
  const dial = DIALS.find((one) => digits.startsWith(one));
  if (dial === undefined) return `+${digits}`;
  return `+${[dial, ...grouped(digits.slice(dial.length), GROUPS[dial])].join("\u00a0")}`;
}

/** `+86 ··· 8000`: enough for its owner, little for somebody who looks over the shoulder. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/^\+/, "");
  const dial = DIALS.find((one) => digits.startsWith(one)) ?? "";
  return `+${dial} ••• ${digits.slice(-4)}`.replace("+ ", "");
}

function grouped(national: string, groups: readonly number[] | undefined): string[] {
  if (!groups || groups.reduce((sum, length) => sum + length, 0) !== national.length) return [national];
  let from = 0;
  return groups.map((length) => national.slice(from, from += length));
}
