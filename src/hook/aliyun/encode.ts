const ESCAPES: Record<string, string> = { "!": "%21", "'": "%27", "(": "%28", ")": "%29", "*": "%2A" };

/** Most values are identifiers, which stay as they are; to see that is cheaper than to encode them. */
const UNRESERVED = /^[\w.~-]*$/;
const LEFT_UNESCAPED = /[!'()*]/;

/** RFC 3986: encodeURIComponent leaves `!'()*`, which the gateway signs escaped; `~` stays as it is. */
export function percentEncode(text: string): string {
  if (UNRESERVED.test(text)) return text;
  const encoded = encodeURIComponent(text);
  return LEFT_UNESCAPED.test(encoded)
    ? encoded.replace(/[!'()*]/g, (char) => ESCAPES[char] ?? char)
    : encoded;
}

export interface CanonicalQuery {
  query: string;
  /** The query percent-encoded once more, as it stands inside the string to sign. */
  encoded: string;
}

/** Sorted by bytes, never by locale. The API's own parameter names need no escape. */
export function canonicalize(params: Readonly<Record<string, string>>): CanonicalQuery {
  let query = "";
  let encoded = "";
  for (const name of Object.keys(params).sort()) {
    const value = percentEncode(params[name] ?? "");
    query += `&${name}=${value}`;
    encoded += `%26${name}%3D${percentEncode(value)}`;
  }
  return { query: query.slice("&".length), encoded: encoded.slice("%26".length) };
}
