import type { CodeNote } from "./code-note.ts";

/** About the number. Sources, Alibaba Cloud Help: 101346, 101347 (receipts), 85198, 2679047, 116206. */
export const recipientCodes = (): CodeNote[] => [
  {
    verdict: "recipient_invalid",
    codes: ["MOBILE_NUMBER_ILLEGAL"],
    en: "the provider does not take this for a phone number; nothing to do unless many users report it",
    zh: "服务商判定手机号格式不正确；若仅个别用户出现，无需处理",
  },
  {
    // Older tables (and copies of 101346) say "restricted content in a variable", newer ones "blacklisted number".
    verdict: "restricted",
    codes: ["BLACK_KEY_CONTROL_LIMIT"],
    en:
      "either the number is on the provider's blacklist (ask its owner to write to Alibaba Cloud), or a template " +
      "variable holds restricted content (compare params with the template's rules in Alibaba Cloud's SMS console)",
    zh: "两种可能：该号码在服务商黑名单中（请号码机主联系阿里云处理），" +
      "或模板变量含受限内容（请对照阿里云短信控制台中的模板规则检查 params）",
  },
  {
    verdict: "recipient_not_allowed",
    codes: ["CUSTOMER_REFUSED", "MOBILE_IN_BLACK"],
    en:
      "the number's owner has unsubscribed or is blacklisted; only the owner can ask Alibaba Cloud to undo it",
    zh: "号码机主已退订或在黑名单中；只能由机主本人联系阿里云解除",
  },
  {
    verdict: "rate_limited",
    codes: [
      "BUSINESS_LIMIT_CONTROL",
      "BUSINESS_LIMIT_CONTROL_MINUTE",
      "BUSINESS_LIMIT_HOUR",
      "BUSINESS_LIMIT_DAY",
      "BUSINESS_LIMIT_CONTROL_PHONE",
    ],
    en:
      "the provider's own limit for this number (1 a minute, 5 an hour, 10 a day by default; General Settings of " +
      "Alibaba Cloud's SMS console raises it); keep SMS_LIMIT_PER_NUMBER at or below it",
    zh:
      "达到服务商对该号码的发送频率上限（默认每分钟 1 条、每小时 5 条、每天 10 条，可在阿里云短信控制台“通用设置”中调整）；" +
      "SMS_LIMIT_PER_NUMBER 不应高于该上限",
  },
  {
    verdict: "rate_limited",
    codes: ["FREQUENCY", "FREQUENCY_FAIL"],
    en:
      "less than a minute since the last code for this number; set GOTRUE_SMS_MAX_FREQUENCY in Auth to 60s or more",
    zh: "距离上一条验证码不足一分钟；请将 Auth 的 GOTRUE_SMS_MAX_FREQUENCY 设为 60s 或更长",
  },
];
