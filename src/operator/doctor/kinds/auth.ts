import { kindsOf } from "./kind.ts";

const kind = kindsOf({ en: "docs/deploy.md#settings-of-auth", zh: "docs/deploy.zh-CN.md#auth-的设置" });
const release = kindsOf({
  en: "docs/auth-releases.md#which-to-run",
  zh: "docs/auth-releases.zh-CN.md#用哪个版本",
});

export const authKinds = {
  auth_address_unreadable: kind("error", {
    en: "{subject} is no address of Auth's: it has to begin with http:// or https:// and a host",
    zh: "{subject} 不是 Auth 的地址：必须以 http:// 或 https:// 开头，后接主机名",
  }, {
    en: "Write --auth-url whole, such as https://<ref>.supabase.co or http://localhost:9999",
    zh: "写出完整的 --auth-url，例如 https://<ref>.supabase.co 或 http://localhost:9999",
  }),
  auth_unreachable: kind("error", {
    en: "Auth at {subject} cannot be reached ({cause})",
    zh: "无法连接 {subject} 的 Auth（{cause}）",
  }, {
    en: "Correct --auth-url: the project's address, such as https://<ref>.supabase.co, or Auth's own",
    zh: "修正 --auth-url：项目地址（例如 https://<ref>.supabase.co）或 Auth 自身的地址",
  }),
  auth_needs_key: kind("error", {
    en: "{subject} asks for an API key ({status}), so Auth could not be looked at",
    zh: "{subject} 要求 API key（{status}），因此无法检查 Auth",
  }, {
    en: "Set SUPABASE_ANON_KEY (the publishable key does as well) for this command",
    zh: "为本命令设置 SUPABASE_ANON_KEY（也可使用 publishable key）",
  }),
  auth_not_there: kind("error", {
    en: "What answers at {subject} is not Auth (HTTP {status})",
    zh: "{subject} 处应答的不是 Auth（HTTP {status}）",
  }, {
    en: "Correct --auth-url: the project's address, such as https://<ref>.supabase.co, or Auth's own",
    zh: "修正 --auth-url：项目地址（例如 https://<ref>.supabase.co）或 Auth 自身的地址",
  }),
  auth_phone_off: kind("error", {
    en: "Sign-in by phone is off in Auth, so nobody can ask for a code",
    zh: "Auth 未启用手机号登录，没有人能请求验证码",
  }, {
    en: "Dashboard: Sign In / Providers, Phone, on; self-hosted GOTRUE_EXTERNAL_PHONE_ENABLED=true",
    zh: "控制台：Sign In / Providers → Phone 打开；自托管设置 GOTRUE_EXTERNAL_PHONE_ENABLED=true",
  }),
  auth_autoconfirm: kind("error", {
    en: "Auth takes numbers for confirmed without a code: anybody can sign up with anybody's number",
    zh: "Auth 无需验证码即视号码为已验证：任何人都能用他人的号码注册",
  }, {
    en:
      "Dashboard: Phone, Enable phone confirmations, on; self-hosted GOTRUE_SMS_AUTOCONFIRM=false (ENABLE_PHONE_AUTOCONFIRM=false)",
    zh:
      "控制台：Phone → Enable phone confirmations 打开；自托管设置 GOTRUE_SMS_AUTOCONFIRM=false（ENABLE_PHONE_AUTOCONFIRM=false）",
  }),
  auth_too_old: release("error", {
    en: "Auth {version} asks for an SMS provider of its own even when the hook sends; it is not supported",
    zh: "Auth {version} 即使由 Hook 发送也要求配置短信服务商，不受支持",
  }, {
    en: "Upgrade Auth to 2.187 or later",
    zh: "将 Auth 升级到 2.187 或更高版本",
  }),
  auth_version_differs: release("error", {
    en: "GOTRUE_VERSION says {configured}, and Auth is {version}: failures may be taken for successes",
    zh: "GOTRUE_VERSION 为 {configured}，而 Auth 实际为 {version}：失败可能被当作成功",
  }, {
    en: "Remove GOTRUE_VERSION; only Auth 2.150 to 2.173 needs it, set to its own release",
    zh: "删除 GOTRUE_VERSION；只有 Auth 2.150–2.173 需要它，且须填写 Auth 自身的版本",
  }),
  auth_release_old: release("warn", {
    en: "Auth {version} gives apps {heard}{more}",
    zh: "Auth {version} 只会让应用收到{heard}{more}",
  }, {
    en: "Upgrade Auth to 2.187 or later{meanwhile}",
    zh: "将 Auth 升级到 2.187 或更高版本{meanwhile}",
  }),
  auth_twilio_verify: kind("warn", {
    en:
      "Auth's SMS provider is twilio_verify: it checks second factors with Twilio, which has never heard of this function's codes",
    zh:
      "Auth 的短信服务商为 twilio_verify：它会通过 Twilio 校验两步验证的验证码，而 Twilio 并不知道本函数发送的验证码",
  }, {
    en: "Set GOTRUE_SMS_PROVIDER to another, or leave it empty",
    zh: "将 GOTRUE_SMS_PROVIDER 改为其他值或留空",
  }),
  auth_signup_off: kind("info", {
    en: "Sign-up is off in Auth: only users it knows get a code",
    zh: "Auth 已关闭注册：只有已有用户能收到验证码",
  }, { en: "Nothing to do, if it is meant so", zh: "如属预期，无需处理" }),
  auth_answers: release("info", {
    en: "Auth at {subject} is {version}, with sign-in by phone on",
    zh: "{subject} 的 Auth 为 {version}，已启用手机号登录",
  }, { en: "Nothing to do", zh: "无需处理" }),
  auth_not_asked: kind("info", {
    en: "Auth's address was not given, so it was not looked at",
    zh: "未给出 Auth 地址，因此未检查",
  }, {
    en: "Give it with --auth-url",
    zh: "用 --auth-url 指定",
  }),
} as const;
