import { kindsOf } from "./kind.ts";

const kind = kindsOf({ en: "docs/doctor.md#alibaba-cloud", zh: "docs/doctor.zh-CN.md#阿里云" });
const place = kindsOf({ en: "docs/deploy.md#where-it-can-run", zh: "docs/deploy.zh-CN.md#可以部署在哪里" });

export const providerKinds = {
  clock_wrong: kind("error", {
    en:
      "The clock of this machine is {off} s off ({subject}): Alibaba Cloud refuses what is signed more than 15 minutes away, and a " +
      "function here would refuse Auth beyond 5. All other checks were made with the corrected time",
    zh:
      "本机时钟与 {subject} 相差 {off} 秒：偏差超过 15 分钟时阿里云拒绝请求，超过 5 分钟时运行在此的函数会拒绝 Auth。其他检查已按校正后的时间进行",
  }, {
    en: "Synchronise the clock (timedatectl set-ntp true, or NTP of the platform)",
    zh: "校准时钟（timedatectl set-ntp true，或使用平台的 NTP）",
  }),
  clock_drifts: kind("warn", {
    en: "The clock of this machine is {off} s off ({subject}); beyond 5 minutes Auth's requests are refused",
    zh: "本机时钟与 {subject} 相差 {off} 秒；超过 5 分钟会拒绝 Auth 的请求",
  }, {
    en: "Synchronise the clock (timedatectl set-ntp true, or NTP of the platform)",
    zh: "校准时钟（timedatectl set-ntp true，或使用平台的 NTP）",
  }),
  provider_unreachable: kind("error", {
    en: "{subject} cannot be reached from this machine ({cause}): nothing can be sent from here",
    zh: "从本机无法连接 {subject}（{cause}）：无法从此处发送",
  }, {
    en:
      "Check DNS, the firewall, HTTPS_PROXY and ALIYUN_SMS_ENDPOINT; an instance without internet access needs a NAT gateway",
    zh: "检查 DNS、防火墙、HTTPS_PROXY 和 ALIYUN_SMS_ENDPOINT；无公网访问的实例需要 NAT 网关",
  }),
  provider_silent: kind("error", {
    en: "{subject} took the request and gave no answer ({cause}): every send would end unconfirmed",
    zh: "{subject} 接收了请求但没有应答（{cause}）：所有发送结果都会是未知",
  }, {
    en: "Check the proxy or network in between, and the status page of Alibaba Cloud",
    zh: "检查中间的代理或网络，以及阿里云服务状态",
  }),
  provider_not_alibaba: kind("error", {
    en: "What answers at {subject} is not Alibaba Cloud (HTTP {status}, no JSON with a code)",
    zh: "{subject} 的应答并非来自阿里云（HTTP {status}，没有带错误码的 JSON）",
  }, {
    en: "Correct ALIYUN_SMS_ENDPOINT, or look at the proxy (HTTPS_PROXY) that answers in its place",
    zh: "修正 ALIYUN_SMS_ENDPOINT，或检查代为应答的代理（HTTPS_PROXY）",
  }),
  access_key_refused: kind("error", {
    en: "Alibaba Cloud refuses the access key ({code}): nothing can be sent",
    zh: "阿里云拒绝了该 AccessKey（{code}）：无法发送",
  }, { en: "{hint}", zh: "{hint}" }),
  source_denied: kind("error", {
    en: "Alibaba Cloud refuses this machine's address for mainland numbers ({code}; {address}): {hint}",
    zh: "阿里云不接受从本机地址向中国大陆号码发送（{code}；{address}）：{hint}",
  }, {
    en: "Run the function in mainland China, for hosted Supabase on Function Compute there",
    zh: "将函数部署在中国大陆；托管版 Supabase 请使用当地的函数计算",
  }),
  ram_send_denied: kind("error", {
    en: "The RAM user of {subject} may not send ({code}): every code is refused",
    zh: "{subject} 所属的 RAM 用户没有发送权限（{code}）：所有验证码都会被拒绝",
  }, {
    en: "Give the user a policy that allows {action}",
    zh: "为该用户授予允许 {action} 的策略",
  }),
  account_cannot_send: kind("error", {
    en: "The account cannot send now ({code})",
    zh: "该账号目前无法发送（{code}）",
  }, { en: "{hint}", zh: "{hint}" }),
  provider_refuses: kind("error", {
    en: "Alibaba Cloud refuses {action} with {code}",
    zh: "阿里云拒绝 {action}，返回 {code}",
  }, { en: "{hint}", zh: "{hint}" }),
  provider_throttles: kind("warn", {
    en: "Alibaba Cloud throttles or fails at present ({code}), so not everything could be looked at",
    zh: "阿里云目前限流或异常（{code}），部分检查未能完成",
  }, { en: "Run this again in a minute. {hint}", zh: "请一分钟后重新运行。{hint}" }),
  sign_missing: kind("error", {
    en: "The account has no signature of the name in {subject}: every SMS is refused",
    zh: "账号中没有 {subject} 所填的签名：所有短信都会被拒绝",
  }, {
    en:
      "Take a name from Alibaba Cloud's SMS console (without 【】), and check that the access key is of that account",
    zh: "从阿里云短信控制台复制签名名称（不带【】），并确认 AccessKey 属于该账号",
  }),
  sign_not_approved: kind("error", {
    en: "The signature of {subject} is {state}: every SMS is refused until it is approved",
    zh: "{subject} 的签名{state}：审核通过前所有短信都会被拒绝",
  }, {
    en:
      "Look at it in Alibaba Cloud's SMS console; apply again with what the reviewer asks for, or choose an approved one",
    zh: "在阿里云短信控制台查看；按审核意见重新申请，或选用已通过的签名",
  }),
  sign_not_filed: kind("error", {
    en:
      "The signature of {subject} is not filed with {carriers}: their users get no SMS although Alibaba Cloud accepts it (receipt " +
      "PORT_NOT_REGISTERED)",
    zh:
      "{subject} 的签名未在 {carriers} 完成实名报备：阿里云会接受，但这些运营商的用户收不到短信（回执 PORT_NOT_REGISTERED）",
  }, {
    en:
      "File it in Alibaba Cloud's SMS console (signature, real-name filing); it takes 5 to 10 working days for each carrier",
    zh: "在阿里云短信控制台为该签名发起实名报备；每家运营商需要 5–10 个工作日",
  }),
  sign_filing_pending: kind("warn", {
    en:
      "The filing of the signature of {subject} with {carriers} is not through: some of their users may get no SMS",
    zh: "{subject} 的签名在 {carriers} 的报备尚未完成：部分用户可能收不到短信",
  }, {
    en:
      "Wait for the carriers (5 to 10 working days), and try single numbers meanwhile with npm run send-test",
    zh: "等待运营商完成（5–10 个工作日），其间可用 npm run send-test 少量测试",
  }),
  template_missing: kind("error", {
    en: "The account has no template of the code in {subject}: every SMS is refused",
    zh: "账号中没有 {subject} 所填的模板：所有短信都会被拒绝",
  }, {
    en:
      "Take a code (SMS_…) from Alibaba Cloud's SMS console, and check that the access key is of that account",
    zh: "从阿里云短信控制台复制模板 CODE（SMS_…），并确认 AccessKey 属于该账号",
  }),
  template_not_approved: kind("error", {
    en: "The template of {subject} is {state}: every SMS is refused until it is approved",
    zh: "{subject} 的模板{state}：审核通过前所有短信都会被拒绝",
  }, {
    en:
      "Look at it in Alibaba Cloud's SMS console; apply again with what the reviewer asks for, or choose an approved one",
    zh: "在阿里云短信控制台查看；按审核意见重新申请，或选用已通过的模板",
  }),
  template_variables: kind("error", {
    en: "The template of {subject} has the variables {has}, and would be given {given}: every SMS is refused",
    zh: "{subject} 的模板变量为 {has}，而实际会传入 {given}：所有短信都会被拒绝",
  }, {
    en: "Set ALIYUN_SMS_TEMPLATE_PARAMS (or params of the route) to {wanted}",
    zh: "将 ALIYUN_SMS_TEMPLATE_PARAMS（或路由的 params）设为 {wanted}",
  }),
  template_wrong_audience: kind("error", {
    en: "The template of {subject} is for {audience}, and it is used for {used}: those SMS are refused",
    zh: "{subject} 的模板用于{audience}，却被用于{used}：这些短信会被拒绝",
  }, {
    en: "Give that country a template of its own in ALIYUN_SMS_ROUTES",
    zh: "在 ALIYUN_SMS_ROUTES 中为该国家或地区配置相应的模板",
  }),
  template_not_verification: kind("warn", {
    en:
      "The template of {subject} is no verification template: it counts as a notice, with other limits and carriers' filters, and a " +
      "code in it may be held back",
    zh: "{subject} 的模板不是验证码模板：会按通知短信处理，限额和运营商拦截规则不同，其中的验证码可能被拦截",
  }, {
    en: "Apply for a template of the type verification code, with one variable",
    zh: "申请类型为“验证码”、只有一个变量的模板",
  }),
  place_refused: place("warn", {
    en:
      "The function runs at {subject}, outside mainland China, and sends mainland numbers through SendSms: Alibaba Cloud refuses " +
      "that from there (isv.DENY_IP_RANGE), whatever this machine may do",
    zh:
      "函数运行在境外的 {subject}，却通过 SendSms 向中国大陆号码发送：无论本机是否可行，阿里云都会拒绝来自境外的请求（isv.DENY_IP_RANGE）",
  }, {
    en:
      "Run the function on Function Compute in the mainland, use ALIYUN_SMS_API=dypnsapi, or a proxy there (ALIYUN_SMS_ENDPOINT)",
    zh: "将函数部署到境内的函数计算，或使用 ALIYUN_SMS_API=dypnsapi，或通过境内代理（ALIYUN_SMS_ENDPOINT）",
  }),
  ram_read_denied: kind("info", {
    en:
      "The access key may not read signatures and templates ({code}), so they were not looked at; sending does not need it",
    zh: "该 AccessKey 无权读取签名和模板（{code}），因此未检查；发送不需要此权限",
  }, {
    en: "To have them checked, allow dysms:GetSmsSign and dysms:GetSmsTemplate too",
    zh: "如需检查，请另外授予 dysms:GetSmsSign 和 dysms:GetSmsTemplate",
  }),
  provider_reached: kind("info", {
    en:
      "{subject} answered this machine in {ms} ms, and does not say which address it saw; where the function runs it may be otherwise",
    zh: "{subject} 在 {ms} 毫秒内应答了本机，但不会说明看到的出口地址；函数运行处的情况可能不同",
  }, { en: "Nothing to do", zh: "无需处理" }),
  provider_not_asked: kind("info", {
    en:
      "The function's variables do not fit, so {subject} was not asked: key, signature and template may be wrong too",
    zh: "函数的变量有误，因此未询问{subject}：密钥、签名和模板也可能有误",
  }, {
    en: "Mend the variables, then run this again",
    zh: "修正变量后重新运行",
  }),
} as const;
