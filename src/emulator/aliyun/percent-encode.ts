const ALSO_RESERVED = /[!'()*]/g;

/** RFC 3986 §2.3: only `A-Z a-z 0-9 - _ . ~` stay as they are; `encodeURIComponent` leaves five more. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    ALSO_RESERVED,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `k=v` pairs sorted by key in code-point order (never by locale) and joined with `&`. */
export function canonicalQuery(params: Iterable<readonly [string, string]>): string {
  return [...params]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`)
    .join("&");
}
