import { parsePhoneNumber, type PhoneNumber } from "../hook/sms/phone-number.ts";

/** As people write them: with blanks and hyphens, and 00 where others write a plus sign. */
const cleaned = (text: string): string => text.replaceAll(/[\s()-]/g, "").replace(/^00/, "+");

/** Of what is done once and for all: without a plus sign `13900000012` is a number of +1, or a mainland number. */
export function readWholeNumber(text: string): PhoneNumber | undefined {
  const typed = cleaned(text);
  const phone = parsePhoneNumber(typed, "refuse");
  return typed.startsWith("+") && phone.ok ? phone.value : undefined;
}

/**
 * What a number may be, for who compares it with those that were really sent to: Auth keeps them without the plus
 * sign, and as what they came depends on the function's `SMS_BARE_NUMBERS` of that day.
 * @returns none where it is no number
 */
export function readingsOf(text: string): PhoneNumber[] {
  const readings = (["refuse", "CN"] as const).flatMap((bare) => {
    const phone = parsePhoneNumber(cleaned(text), bare);
    return phone.ok ? [phone.value] : [];
  });
  return readings.filter(({ e164 }, i) => readings.findIndex((one) => one.e164 === e164) === i);
}
