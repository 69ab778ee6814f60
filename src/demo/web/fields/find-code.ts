/** Auth's codes have 6 to 10 digits; an SMS also holds shorter numbers ("valid for 5 minutes"). */
const CODE = /(?<!\d)\d{6,10}(?!\d)/;

/** The code in what was typed or pasted: `１２３ ４５６`, `123-456`, or a whole SMS. */
export function findCode(text: string): string {
  const plain = text.normalize("NFKC");
  const whole = plain.replace(/(?<=\d)[\s\p{Pd}]+(?=\d)/gu, "");
  return CODE.exec(whole)?.[0] ?? plain.replace(/\D/g, "");
}
