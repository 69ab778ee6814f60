import type { ProblemTexts } from "./texts-en.ts";
import { waitPhrase } from "./wait.ts";

export const CHINESE: ProblemTexts = {
  sms_recipient_not_allowed: "本服务不向该号码或其所属国家和地区发送验证码，请换一个手机号。",
  sms_recipient_invalid: "手机号不正确，请检查后重试。",
  sms_rate_limited: ({ seconds }) => `验证码请求过于频繁，请${waitPhrase("zh", seconds)}再试。`,
  sms_destination_ambiguous: "该账号目前无法接收验证码，重试也不能解决，请联系客服。",
  sms_sending_disabled: "目前暂停发送短信验证码，请稍后再试或联系客服。",
  sms_misconfigured: "由于我们的原因，验证码未能发送，请稍后再试或联系客服。",
  sms_provider_unavailable: "短信服务暂时不可用，请过几分钟再试。",
  sms_internal: "由于我们的原因，验证码未能发送，请稍后再试或联系客服。",

  over_sms_send_rate_limit: ({ seconds }) =>
    seconds === undefined
      ? "本服务发送的验证码过多，请稍后再试。"
      : `刚刚已请求过验证码，请${waitPhrase("zh", seconds)}再试。`,
  over_request_rate_limit: ({ seconds }) => `操作过于频繁，请${waitPhrase("zh", seconds)}再试。`,
  otp_expired: "验证码错误或已过期，请检查后重试或重新获取。",
  otp_disabled: "该手机号无法登录，请检查号码，或先注册账号。",
  invalid_credentials: "手机号或密码错误。",
  phone_not_confirmed: "该手机号尚未验证，请先获取验证码完成验证。",
  phone_exists: "该手机号已被其他账号使用。",
  user_already_exists: "该手机号已注册，请直接登录。",
  user_banned: "该账号已被停用，请联系客服。",
  weak_password: ({ reasons, count }) => {
    if (reasons.includes("pwned")) return "该密码曾在数据泄露中出现，请换一个密码。";
    if (reasons.includes("length") && count !== undefined) return `密码至少需要 ${count} 个字符。`;
    if (reasons.includes("characters")) return "密码需包含大小写字母、数字和符号。";
    return "密码过于简单，请设置更长的密码。";
  },
  same_password: "新密码不能与原密码相同。",
  current_password_required: "请同时输入当前密码。",
  current_password_invalid: "当前密码错误。",
  reauthentication_needed: "修改密码前需要验证身份，请先获取验证码。",
  reauthentication_not_valid: "验证码错误或已过期，请检查后重试或重新获取。",
  phone_provider_disabled: "本服务未开放手机号登录。",
  signup_disabled: "本服务暂不开放注册。",
  captcha_failed: "人机验证未通过，请重试。",
  hook_timeout: "验证码未能及时发出。如果稍后仍收到短信，其中的验证码可能无效，请重新获取。",
  insufficient_aal: "请先完成两步验证。",
  mfa_verification_failed: "验证码错误，请检查后重试或重新获取。",
  mfa_verification_rejected: "验证被拒绝，请重新登录。",
  mfa_challenge_expired: "验证码已过期，请重新获取。",
  mfa_ip_address_mismatch: "获取验证码后网络发生了变化，请重新获取。",
  mfa_factor_name_conflict: "该名称已被使用，请换一个名称。",
  mfa_factor_not_found: "该两步验证方式已不存在。",
  mfa_verified_factor_exists: "已绑定用于两步验证的手机，请先解绑再添加。",
  mfa_phone_disabled: "本服务未开放手机两步验证。",
  too_many_enrolled_mfa_factors: "两步验证方式已达上限，请先删除一个。",

  sms_not_sent:
    "验证码发送失败。如果稍后仍收到短信，其中的验证码可能无效，请过几分钟重新获取；若仍失败，请联系客服。",
  sms_resend_failed: "验证码未能重新发送，请等一分钟后再试。",
  signup_sent_no_code: "未发送验证码。如果您已有账号，请直接登录。",
  phone_change_not_pending: "没有待验证的新手机号，请重新输入新手机号。",
  phone_missing: "请输入手机号。",
  phone_invalid: ({ country, example }) =>
    example === undefined
      ? "手机号不正确，请检查后重试。"
      : `这不是 ${country} 的手机号，请检查号码和国家或地区代码，或按 ${example} 的格式填写。`,
  phone_country_missing: "请以 + 和国家或地区代码开头填写完整号码，例如 +86 138 0013 8000。",
  phone_country_unclear: ({ example = "+86 138 0013 8000" }) =>
    `该号码有多种读法，请以 + 和国家或地区代码开头填写完整号码，例如 ${example}。`,
  phone_country_not_offered: ({ offered }) =>
    offered === undefined
      ? "暂不支持该国家或地区的手机号，请换一个号码。"
      : `仅支持 ${offered.join("、")} 的手机号。`,
  code_missing: "请输入短信中的验证码。",
  code_invalid: "验证码只包含数字，最多 10 位，请核对短信。",
  password_missing: "请输入密码。",
  password_too_long: "密码过长，最多 72 个字符。",
  session_missing: "登录已失效，请重新登录。",
  network_unreachable: "无法连接服务器，请检查网络后重试。",
  server_unavailable: "服务器暂时无法处理该请求，请过几分钟再试。",
  unknown: "操作未成功，请重试或联系客服。",
};
