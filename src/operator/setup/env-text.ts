import type { Answers } from "./answers.ts";

/** What bounds the bill of a project that nobody knows the traffic of yet; it is told of, for it can lock out. */
export const TOTAL_LIMIT = "1000/1d";

/** The function's variables, in single quotes where a tool would otherwise read something into them. */
export function envText(answers: Answers): string {
  const { api, sign, template, params, countries, codeMinutes, endpoint } = answers;
  const variables: [name: string, value: string | undefined][] = [
    ["SEND_SMS_HOOK_SECRETS", answers.hookSecret],
    ["ALIBABA_CLOUD_ACCESS_KEY_ID", answers.accessKeyId],
    ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", answers.accessKeySecret],
    ["ALIYUN_SMS_API", api === "dysmsapi" ? undefined : api],
    ["ALIYUN_SMS_SIGN_NAME", sign],
    ["ALIYUN_SMS_TEMPLATE_CODE", template],
    ["ALIYUN_SMS_TEMPLATE_PARAMS", Object.keys(params).length > 0 ? JSON.stringify(params) : undefined],
    ["ALIYUN_SMS_ENDPOINT", endpoint],
    ["SMS_CODE_MINUTES", codeMinutes === 5 ? undefined : String(codeMinutes)],
    ["SMS_ALLOWED_COUNTRIES", countries],
    ["SMS_LIMIT_TOTAL", TOTAL_LIMIT],
  ];
  return variables.flatMap(([name, value]) => value === undefined ? [] : [`${name}=${quoted(value)}\n`]).join(
    "",
  );
}

/** @throws {Error} Of a value that no quotes hold together: a second line of it would be a second variable. */
function quoted(text: string): string {
  if (/^[\w.,:+/=-]*$/.test(text)) return text;
  // deno-lint-ignore no-control-regex -- they are what is looked for
  if (!/['\x00-\x1f\x7f]/.test(text)) return `'${text}'`;
  throw new Error(
    "Cannot write .env: a value holds a single quote or a line break; copy it again, on one line\n" +
      "无法写入 .env：有变量的值含有单引号或换行，请重新复制，并写在同一行",
  );
}
