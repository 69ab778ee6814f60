import { groupDigits } from "../show-phone.ts";

/** Groups a number while it is typed, and keeps the caret behind the same digit. Anything else stays as it is. */
export function groupTyped(
  text: string,
  caret: number,
  dial: string,
): { readonly text: string; readonly caret: number } {
  if (!/^[\d\s]*$/.test(text)) return { text, caret };
  const grouped = groupDigits(text.replace(/\s/g, ""), dial);
  let before = text.slice(0, caret).replace(/\s/g, "").length;
  let at = 0;
  while (before > 0) if (/\d/.test(grouped[at++] ?? "0")) before -= 1;
  return { text: grouped, caret: at };
}
