export type Recipient = { readonly e164: string; readonly mainland: boolean };

const MAINLAND_NATIONAL = /^1[3-9]\d{9}$/;
const MAINLAND_DYSMS = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/;
const COUNTRY_CODE_AND_NUMBER = /^[1-9]\d{6,14}$/;

/**
 * `PhoneNumbers` of SendSms. A bare eleven-digit 1[3-9] number is a mainland one, even when the caller meant
 * +1 310 555 1234; an international number comes without + and without 00.
 */
export function parseDysmsNumber(text: string): Recipient | null {
  const national = MAINLAND_DYSMS.exec(text)?.[1];
  return national === undefined ? parseInternational(text) : { e164: `+86${national}`, mainland: true };
}

/** `PhoneNumber` of SendSmsVerifyCode: national, and country code 86 is the only one supported. */
export function parseDypnsNumber(text: string): Recipient | null {
  return MAINLAND_NATIONAL.test(text) ? { e164: `+86${text}`, mainland: true } : null;
}

/** `To` of SendMessageToGlobe: country code and number, so 1310… is in the United States here. */
export function parseGlobeNumber(text: string): Recipient | null {
  const mainland = /^86(1[3-9]\d{9})$/.test(text);
  return mainland ? { e164: `+${text}`, mainland } : parseInternational(text);
}

function parseInternational(text: string): Recipient | null {
  const plausible = COUNTRY_CODE_AND_NUMBER.test(text) && !text.startsWith("86");
  return plausible ? { e164: `+${text}`, mainland: false } : null;
}

/** Whether a number as a person writes it (with +, 00, 86 or none of them) means this recipient. */
export function isSameNumber(e164: string, written: string): boolean {
  const digits = written.replace(/^(\+|00)/, "").replace(/\D/g, "");
  return e164 === `+${digits}` || e164 === `+86${digits}`;
}
