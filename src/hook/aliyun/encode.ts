const ESCAPES: Record<string, string> = { "!": "%21", "'": "%27", "(": "%28", ")": "%29", "*": "%2A" };

/** Most values are identifiers, which stay as they are; to see that is cheaper than to encode them. */
const UNRESERVED = /^[\w.~-]*$/;

/** RFC 3986: encodeURIComponent leaves `!'()*`, which the gateway signs escaped; `~` stays as it is. */
export const percentEncode = (text: string): string =>
  UNRESERVED.test(text) ? text : encodeURIComponent(text).replace(/[!'()*]/g, (c) => ESCAPES[c] ?? c);

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
    encoded += `%26${name}%3D${value.replaceAll("%", "%25")}`;
  }
  return { query: query.slice("&".length), encoded: encoded.slice("%26".length) };
}
