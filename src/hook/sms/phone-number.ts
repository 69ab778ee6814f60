import { err, ok, type Result } from "../result.ts";
import { countryOf } from "./country.ts";

export interface PhoneNumber {
  /** With the plus sign: `+8613800138000`. */
  e164: string;
  /** E.164 without the plus sign, as Auth and Alibaba Cloud write it. */
  digits: string;
  /** ISO 3166-1, undefined where the calling code belongs to no country. */
  country: string | undefined;
}

/** What an eleven-digit `1[3-9]…` without a country code is: a number of +1, or a mainland number. */
export type BareNumbers = "refuse" | "CN";
export type PhoneProblem = "not_e164" | "not_a_mainland_mobile";

const E164 = /^\+?([1-9][0-9]{6,14})$/;
const BARE_MAINLAND = /^1[3-9][0-9]{9}$/;
const MAINLAND = /^861[3-9][0-9]{9}$/;

/** Auth strips the plus sign, so `+1 310 555 1234` and a mainland `13105551234` arrive as the same text. */
export function parsePhoneNumber(text: string, bare: BareNumbers): Result<PhoneNumber, PhoneProblem> {
  const written = E164.exec(text)?.[1];
  if (written === undefined) return err("not_e164");
  // A plus sign says that the country code is there.
  const digits = bare === "CN" && BARE_MAINLAND.test(text) ? `86${text}` : written;
  const country = countryOf(digits);
  // SMS reach mobiles only, and a mainland mobile has exactly this form (MIIT numbering plan).
  if (country === "CN" && !MAINLAND.test(digits)) return err("not_a_mainland_mobile");
  return ok({ e164: `+${digits}`, digits, country });
}

/** Whether Alibaba Cloud's domestic API would take these digits for a mainland number. */
export const looksLikeBareMainland = (digits: string): boolean => BARE_MAINLAND.test(digits);

/** `+86138****8000`: enough to find a user's complaint, not enough to call anyone. */
export function maskPhone(e164: string): string {
  const tail = e164.length >= 11 ? 4 : 2;
  const head = Math.max(2, Math.min(6, e164.length - tail - 4));
  return `${e164.slice(0, head)}****${e164.slice(-tail)}`;
}

/** The last digits of a number, which tell its owners apart inside a block. */
const OWN_DIGITS = 7;

/**
 * The block that a number belongs to, for numbers of one block are what a pump buys: `86` and the seven digits that
 * MIIT assigns in mainland China, all but the last seven digits elsewhere (the country code and the area).
 */
export const prefixOf = ({ digits, country }: PhoneNumber): string =>
  digits.slice(0, country === "CN" ? 9 : Math.max(3, digits.length - OWN_DIGITS));
