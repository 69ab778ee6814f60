/** Compares recordings by form: what differs from run to run is replaced by the name of its kind. */

const KINDS: [RegExp, string][] = [
  [/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/, "<uuid>"],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, "<time>"],
  [/^861\d{10}$/, "<number>"],
  [/^\+861\d{10}$/, "<+number>"],
  [/^u\d+@example\.com$/, "<e-mail>"],
];

export function formOf(value: unknown, key = ""): unknown {
  if (typeof value === "string") return textForm(value, key);
  if (typeof value === "number") return value > 1_500_000_000 ? "<unix time>" : value;
  if (Array.isArray(value)) return value.map((entry) => formOf(entry));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, formOf(entry, name)]));
}

function textForm(text: string, key: string): unknown {
  if (key === "refresh_token") return `<${text.length} characters>`;
  if (key === "access_token") return text.split(".").slice(0, 2).map((part) => formOf(decoded(part)));
  if (key === "otp") return `<${text.length} digits>`;
  const kind = KINDS.find(([pattern]) => pattern.test(text));
  if (kind) return kind[1];
  return text
    .replace(/after \d+ seconds/, "after <n> seconds")
    .replace(/https?:\/\/[^/]+\/send-sms/, "<hook URI>")
    .replace(/users\?page=/g, "users?page=");
}

/** The claims of a token count, not its signature. */
const decoded = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString());
