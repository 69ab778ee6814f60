import { kindsOf } from "./kind.ts";

const kind = kindsOf({ en: "docs/doctor.md#the-functions-address", zh: "docs/doctor.zh-CN.md#函数地址" });

export const hookKinds = {
  hook_address_unreadable: kind("error", {
    en: "{subject} is no address of a function: it has to begin with http:// or https:// and a host",
    zh: "{subject} 不是函数的地址：必须以 http:// 或 https:// 开头，后接主机名",
  }, {
    en:
      "Write it whole, such as https://<ref>.supabase.co/functions/v1/send-sms or http://localhost:8000/send-sms",
    zh:
      "写出完整地址，例如 https://<ref>.supabase.co/functions/v1/send-sms 或 http://localhost:8000/send-sms",
  }),
  hook_address_refused: kind("error", {
    en:
      "Auth does not start with {subject} as its hook: over http it takes only localhost, 127.0.0.1, ::1 and host.docker.internal",
    zh:
      "Auth 以 {subject} 作为 Hook 地址时无法启动：http 只接受 localhost、127.0.0.1、::1 和 host.docker.internal",
  }, {
    en: "Give an https address; inside Docker http://host.docker.internal:8000/functions/v1/send-sms",
    zh: "使用 https 地址；在 Docker 中使用 http://host.docker.internal:8000/functions/v1/send-sms",
  }),
  hook_unreachable: kind("error", {
    en: "{subject} cannot be reached ({cause}): Auth can send no code",
    zh: "无法连接 {subject}（{cause}）：Auth 无法发送验证码",
  }, {
    en: "Check the address, that the function runs, and what stands in front of it",
    zh: "检查地址、函数是否在运行，以及其前面的网络设备",
  }),
  hook_tls: kind("error", {
    en: "The certificate of {subject} is not trusted ({cause}): Auth breaks the connection off",
    zh: "{subject} 的证书不受信任（{cause}）：Auth 会断开连接",
  }, {
    en: "Use a certificate of a public authority that names this host, with its whole chain",
    zh: "使用公共机构为该域名签发的证书，并配置完整证书链",
  }),
  hook_redirects: kind("error", {
    en:
      "{subject} answers with a redirect ({status}): on the way there the POST becomes a GET or loses its body",
    zh: "{subject} 返回重定向（{status}）：跳转后 POST 会变成 GET 或丢失请求体",
  }, {
    en: "Give Auth the address where it leads to, {target}",
    zh: "把跳转后的地址 {target} 填给 Auth",
  }),
  hook_verify_jwt: kind("error", {
    en:
      "A gateway refuses {subject} with {status} before the function is asked: Auth sends no token, it signs",
    zh: "网关在调用函数之前就以 {status} 拒绝了 {subject}：Auth 不发送令牌，而是签名",
  }, {
    en:
      "Set verify_jwt = false for the function in config.toml and deploy again; self-hosted FUNCTIONS_VERIFY_JWT=false; on Function " +
      "Compute let the HTTP trigger take anonymous calls",
    zh:
      "在 config.toml 中为该函数设置 verify_jwt = false 并重新部署；自托管设置 FUNCTIONS_VERIFY_JWT=false；函数计算的 HTTP 触发器设为无需认证",
  }),
  hook_secret_differs: kind("error", {
    en:
      "The function at {subject} does not take the signature of this configuration's secret: Auth, with the same secret, is refused too",
    zh: "{subject} 上的函数不接受用此配置中的密钥所做的签名：Auth 使用同一密钥也会被拒绝",
  }, {
    en: "Give the function and Auth the same SEND_SMS_HOOK_SECRETS, and start the function again",
    zh: "为函数和 Auth 设置相同的 SEND_SMS_HOOK_SECRETS，并重启函数",
  }),
  hook_clock_wrong: kind("error", {
    en: "The clock at {subject} is {off} s off: beyond 300 s the function takes no signature of Auth",
    zh: "{subject} 的时钟相差 {off} 秒：超过 300 秒函数会拒绝 Auth 的签名",
  }, {
    en: "Synchronise the clock of the machine that the function runs on",
    zh: "校准函数所在机器的时钟",
  }),
  hook_path_wrong: kind("error", {
    en: "There is nothing at {subject} (HTTP {status})",
    zh: "{subject} 处没有任何内容（HTTP {status}）",
  }, {
    en:
      "On Supabase the path is /functions/v1/send-sms, alone the function answers on / and /send-sms; check that it is deployed",
    zh: "在 Supabase 上路径为 /functions/v1/send-sms，单独运行时为 / 或 /send-sms；并确认函数已部署",
  }),
  hook_html: kind("error", {
    en:
      "{subject} answers with a page (HTTP {status}): a proxy, a login or a firewall stands in front of the function",
    zh: "{subject} 返回了网页（HTTP {status}）：函数前面有代理、登录页或防火墙",
  }, {
    en: "Let POST requests to this path through without a login or a challenge",
    zh: "放行发往该路径的 POST 请求，不做登录或人机验证",
  }),
  hook_fails: kind("error", {
    en: "{subject} answers with HTTP {status}: the function does not start or has crashed",
    zh: "{subject} 返回 HTTP {status}：函数无法启动或已崩溃",
  }, {
    en: "Look at the function's log: a configuration that does not fit is explained there line by line",
    zh: "查看函数日志：配置有误时会逐行说明",
  }),
  hook_not_ours: kind("error", {
    en: "What answers at {subject} is not this function (HTTP {status}): {seen}",
    zh: "{subject} 处应答的不是本函数（HTTP {status}）：{seen}",
  }, {
    en: "Correct the address, or deploy this function there",
    zh: "修正地址，或将本函数部署到该处",
  }),
  hook_too_slow: kind("error", {
    en: "{subject} took {ms} ms, and Auth waits five seconds for everything together",
    zh: "{subject} 用时 {ms} 毫秒，而 Auth 总共只等 5 秒",
  }, {
    en: "Run the function nearer to Auth or keep it warm; look at what stands in front of it",
    zh: "让函数离 Auth 更近或保持预热；检查其前面的网络设备",
  }),
  hook_slow: kind("warn", {
    en:
      "{subject} took {ms} ms without sending; with Alibaba Cloud's part little of Auth's five seconds is left",
    zh: "{subject} 未发送短信就用时 {ms} 毫秒；再加上阿里云的耗时，Auth 的 5 秒所剩无几",
  }, {
    en: "Run the function nearer to Auth or keep it warm",
    zh: "让函数离 Auth 更近或保持预热",
  }),
  hook_small_bodies: kind("warn", {
    en:
      "{subject} refuses a body of {kib} KiB (HTTP {status}): Auth sends user_metadata in each request, and a picture in it locks its " +
      "user out",
    zh:
      "{subject} 拒绝 {kib} KiB 的请求体（HTTP {status}）：Auth 每次都会发送 user_metadata，其中若有图片，该用户将无法登录",
  }, {
    en: "Raise the limit of the proxy in front (nginx: client_max_body_size 4m)",
    zh: "调高前端代理的限制（nginx：client_max_body_size 4m）",
  }),
  hook_answers: kind("info", {
    en: "{subject} took a signed dry run in {ms} ms (the first in {firstMs} ms) and sent nothing",
    zh: "{subject} 在 {ms} 毫秒内通过了签名试运行（首次 {firstMs} 毫秒），未发送任何短信",
  }, { en: "Nothing to do", zh: "无需处理" }),
  hook_not_asked: kind("info", {
    en: "The function's address was not given, so it was not asked",
    zh: "未给出函数地址，因此未检查",
  }, {
    en: "Give it with --url, as Auth has it",
    zh: "用 --url 指定，与 Auth 中填写的一致",
  }),
  hook_not_signed: kind("info", {
    en: "{subject} does not fit, so no request could be signed, and the function was not asked",
    zh: "{subject} 有误，无法为请求签名，因此未检查函数",
  }, {
    en: "Mend {subject}, then run this again",
    zh: "修正 {subject} 后重新运行",
  }),
} as const;
