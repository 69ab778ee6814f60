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

/** `8613800138000` or `+8613800138000` → `86` and `138 0013 8000`. */
export function splitPhone(phone: string): { readonly dial: string; readonly national: string } {
  const digits = phone.replace(/^\+/, "");
  const dial = DIALS.find((one) => digits.startsWith(one)) ?? "";
  return { dial, national: groupDigits(digits.slice(dial.length), dial) };
}

/** `+86 138 0013 8000`. The spaces do not break a line. */
export function showPhone(phone: string): string {
  const { dial, national } = splitPhone(phone);
  return `+${dial} ${national}`.replace("+ ", "+").replaceAll(" ", "\u00a0");
}

/** `+86 ••• 8000`: enough for its owner, little for somebody who looks over the shoulder. */
export function maskPhone(phone: string): string {
  const { dial, national } = splitPhone(phone);
  return `+${dial} ••• ${national.replaceAll(" ", "").slice(-4)}`.replace("+ ", "").replaceAll(" ", "\u00a0");
}

/** Also while it is typed: `1380` → `138 0`. More digits than a number has are not grouped. */
export function groupDigits(digits: string, dial: string): string {
  const groups = GROUPS[dial];
  if (!groups || groups.reduce((sum, length) => sum + length, 0) < digits.length) return digits;
  let from = 0;
  return groups.map((length) => digits.slice(from, from += length)).filter((part) => part !== "").join(" ");
}
