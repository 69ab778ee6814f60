import type { Text } from "../text.ts";
import type { Answers, AuthAt } from "./answers.ts";
import { TOTAL_LIMIT } from "./env-text.ts";

/** Where each kind of Auth keeps the two; values are the person's own, so no setting of ours holds them. */
const WHERE: Readonly<Record<AuthAt, { captcha: Text; hourly: Text }>> = {
  hosted: {
    captcha: {
      en: "CAPTCHA protection in the settings of Authentication",
      zh: "Authentication 设置中的 CAPTCHA protection",
    },
    hourly: { en: "Authentication → Rate Limits", zh: "Authentication → Rate Limits" },
  },
  "self-hosted": variables(),
  rds: variables(),
  local: {
    captcha: { en: "[auth.captcha] in config.toml", zh: "config.toml 中的 [auth.captcha]" },
    hourly: { en: "sms_sent of [auth.rate_limit]", zh: "[auth.rate_limit] 中的 sms_sent" },
  },
};

function variables() {
  const captcha =
    "GOTRUE_SECURITY_CAPTCHA_ENABLED, GOTRUE_SECURITY_CAPTCHA_PROVIDER, GOTRUE_SECURITY_CAPTCHA_SECRET";
  const hourly = "GOTRUE_RATE_LIMIT_SMS_SENT";
  return {
    captcha: { en: captcha, zh: captcha.replaceAll(", ", "、") },
    hourly: { en: hourly, zh: hourly },
  };
}

/** What stops a bill, before the hook is on; docs/deploy.md has all of it. */
export function billSteps({ authAt }: Answers, envFile: string, language: keyof Text): string {
  const { captcha, hourly } = WHERE[authAt];
  const steps: readonly Text[] = [
    {
      en: `CAPTCHA, checked before a code is sent: ${captcha.en}; your app passes captchaToken`,
      zh: `CAPTCHA（发送验证码前校验）：${captcha.zh}；应用需传入 captchaToken`,
    },
    {
      en:
        `Auth's hourly limit (${hourly.en}): 30 codes an hour for all users together by default, so 720 a day; raise it to what your ` +
        "busiest hour takes",
      zh:
        `Auth 的每小时上限（${hourly.zh}）：默认所有用户合计每小时 30 条，即每天 720 条；请按最忙一小时的用量调高`,
    },
    {
      en:
        `SMS_LIMIT_TOTAL=${TOTAL_LIMIT} in ${envFile}: it is reached only where Auth's hourly limit lets more through`,
      zh: `${envFile} 中的 SMS_LIMIT_TOTAL=${TOTAL_LIMIT}：只有 Auth 的每小时上限放行更多时才会达到`,
    },
  ];
  const page = language === "zh" ? "docs/deploy.zh-CN.md" : "docs/deploy.md";
  return [...steps.map((step, i) => `${i + 1}. ${step[language]}`), page].join("\n");
}
