/**
 * What people type or paste, without what only looks: full-width forms and Arabic digits become ASCII, and
 * spaces, dashes, dots, slashes, brackets and the invisible direction marks of contact apps go. Written as
 * ranges, because not every engine of React Native knows `\p{…}`.
 */
export function withoutSeparators(text: string): string {
  return text.normalize("NFKC").replace(SEPARATORS, "")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

const SEPARATORS =
  /[\s\-./()[\]\u00ad\u061c\u180e\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212\u30fb\u30fc]/g;
