const ESCAPES: Record<string, string> = { "!": "%21", "'": "%27", "(": "%28", ")": "%29", "*": "%2A" };

/** Most values are identifiers, which stay as they are; to see that is cheaper than to encode them. */
const UNRESERVED = /^[\w.~-]*$/;

/** RFC 3986: encodeURIComponent leaves `!'()*`, which the gateway signs escaped; `~` stays as it is. */
export const percentEncode = (text: string): string =>
  UNRESERVED.test(text) ? text : encodeURIComponent(text).replace(/[!'()*]/g, (c) => ESCAPES[c] ?? c);

/** Sorted by bytes, never by locale. */
export const canonicalQuery = (params: Readonly<Record<string, string>>): string =>
  Object.keys(params).sort().map((key) => `${percentEncode(key)}=${percentEncode(params[key] ?? "")}`).join(
    "&",
  );

/** The same as `percentEncode` for a canonical query, where only `%`, `=` and `&` are left to escape. */
export const percentEncodeQuery = (query: string): string =>
  query.replaceAll("%", "%25").replaceAll("=", "%3D").replaceAll("&", "%26");
