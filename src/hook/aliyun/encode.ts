/** RFC 3986: encodeURIComponent leaves `!'()*`, which the gateway signs escaped; `~` stays as it is. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Sorted by bytes, never by locale. */
export const canonicalQuery = (params: Readonly<Record<string, string>>): string =>
  Object.keys(params).sort().map((key) => `${percentEncode(key)}=${percentEncode(params[key] ?? "")}`).join(
    "&",
  );
