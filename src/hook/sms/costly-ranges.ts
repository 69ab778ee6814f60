import type { PhoneNumber } from "./phone-number.ts";

/**
 * By calling code, how premium-rate, shared-cost and personal numbers begin. Nobody signs in with one, and who asks
 * for codes to them earns on each. Source: libphonenumber's metadata, types premium_rate, shared_cost and
 * personal_number; a test holds the table to libphonenumber-js, and to it blocking no mobile.
 */
// deno-fmt-ignore -- one calling code a line would be a hundred lines
const BY_CALLING_CODE: Readonly<Record<string, string>> = {
  1: "500 521 522 523 524 525 526 527 528 529 532 533 544 566 577 588 622 633 900", 7: "80", 20: "90",
  27: "86 90 91 92", 30: "70 80 81 82 85 87 90", 31: "90", 32: "70 78 90", 33: "81 82 83 84 85 86 88 89",
  34: "70 80 90", 36: "90 91", 39: "08 14 16 17 19 84 89", 40: "80 90", 41: "84 87 90",
  43: "81 82 86 89 90 93", 44: "70 84 87 90 91 98", 45: "90", 46: "649 75 77 900 939 944 99", 47: "81 82 88",
  48: "70 80", 49: "13 18 700 900", 51: "80", 52: "30 50 90", 53: "807", 54: "60", 55: "30 40 486 50 90",
  56: "60", 57: "19 90", 58: "90", 61: "13 19", 62: "80", 64: "11 13 14 15 17 18 19 50 70 90", 65: "19",
  66: "19", 81: "600 990", 82: "50 60", 84: "19", 90: "592 88 89 90", 91: "18", 92: "12 90", 212: "89",
  213: "80", 216: "811 82 88", 221: "81 88", 227: "09", 230: "30", 231: "332", 236: "87", 240: "90", 242: "80",
  248: "85", 250: "90", 254: "90", 255: "84 86 90", 256: "90", 262: "81 82 88 89", 264: "87", 267: "90",
  268: "90", 269: "80 81 82 83 84 85 86 87 88 89", 297: "90", 298: "90", 351: "601 607 608 64 76 80 88",
  352: "801 900 901 905", 353: "15 18 70", 354: "90", 355: "70 80 90", 356: "50 51 52", 357: "70 80 90",
  358: "60 70", 359: "700 90", 370: "70 808 900 902 903 909 91", 371: "81 90", 372: "40 70 90", 373: "80 90",
  374: "80 90", 375: "81 90", 376: "10 11 12 13 14 15 16 17 18 19 90 91 92 93 94 95 96 97 98 99",
  378: "71 77 78", 380: "90", 381: "78 90", 382: "94 95", 383: "90", 385: "60 61 64 65 69 74 75", 386: "89 90",
  387: "81 82 90 92 94 96", 389: "50 51 52 53 54 55 56 57 58 59 80 81 82 83 84 85 86 87 88 89",
  420: "700 701 81 83 84 90 976", 421: "85 86 87 88 89 900 97 98", 423: "90", 502: "19", 503: "90", 506: "90",
  507: "822 855 86 877 878 886 900 981", 590: "81 82 89", 592: "90",
  594: "81 82 89", 596: "81 82 89", 597: "90", 598: "90", 599: "60", 670: "70 90", 687: "36",
  852: "81 82 83 900", 886: "20 99", 961: "80 90 91", 962: "70 85 90 91 92 93 94 95 96 97 98 99",
  966: "92", 968: "900", 970: "17", 971: "70 90", 972: "12 17 19", 973: "84 87 90 91 92 93 94 95 96 97 98",
  994: "90",
};

let prefixes: Set<string> | undefined;

/** Built on the first number abroad, as the table of countries is. */
const costlyPrefixes = (): Set<string> =>
  prefixes ??= new Set(
    Object.entries(BY_CALLING_CODE).flatMap(([code, list]) => list.split(" ").map((prefix) => code + prefix)),
  );

/** A calling code of three digits and four behind it. */
const LONGEST_PREFIX = 7;

/** Satellite and other numbers that belong to no country (870, 881, 882, 883, 979, …) are costly all. */
export function isCostly({ digits, country }: PhoneNumber): boolean {
  // A mainland number has the form of a mobile already.
  if (country === "CN") return false;
  if (country === undefined) return true;
  for (let length = 3; length <= LONGEST_PREFIX; length++) {
    if (costlyPrefixes().has(digits.slice(0, length))) return true;
  }
  return false;
}
