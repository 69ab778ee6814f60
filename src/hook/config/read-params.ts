import type { EnvReader } from "./env-reader.ts";

type Params = Readonly<Record<string, string>>;

/** ALIYUN_SMS_TEMPLATE_PARAMS: what `params` is in a route, for the one template of the single variables. */
export function readTemplateParams(reader: EnvReader): Params {
  const text = reader.text("templateParams");
  if (text === undefined) return {};
  const params = parse(text);
  if (params !== undefined) return params;
  reader.report(
    "templateParams",
    'must be a JSON object of texts, such as {"number":"{code}"}',
    '必须是值为字符串的 JSON 对象，例如 {"number":"{code}"}',
  );
  return {};
}

function parse(text: string): Params | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value);
    return entries.every((entry): entry is [string, string] =>
        typeof entry[1] === "string" && entry[0] !== ""
      )
      ? Object.fromEntries(entries)
      : undefined;
  } catch {
    return undefined;
  }
}

/** How long Auth takes a code, for `{min}` and the second variable of the bundled templates. */
export function readCodeMinutes(reader: EnvReader): string {
  const text = reader.text("codeMinutes") ?? "5";
  if (/^[1-9]\d{0,3}$/.test(text)) return text;
  reader.report(
    "codeMinutes",
    "must be a whole number of minutes: GOTRUE_SMS_OTP_EXP of Auth divided by 60, rounded down",
    "必须是整数分钟：Auth 的 GOTRUE_SMS_OTP_EXP 除以 60 并向下取整",
  );
  return "5";
}
