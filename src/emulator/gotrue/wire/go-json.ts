export type JsonMap = { [key: string]: unknown };

/** JSON as Go's encoding/json writes it: these five characters are escaped even inside strings. */
export function goJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Go writes the keys of a map sorted, at every depth. */
export function sortedMap(map: JsonMap): JsonMap {
  return Object.fromEntries(
    Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, sortedValue(value)]),
  );
}

function sortedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedValue);
  return isJsonMap(value) ? sortedMap(value) : value;
}

export function isJsonMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
