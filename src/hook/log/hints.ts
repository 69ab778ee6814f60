import { noteOf } from "../aliyun/error-codes.ts";

export interface Hint {
  en: string;
  zh: string;
}

/** What the hook itself refuses, by the cause that the log names. */
export const CAUSE_HINTS = {
  country: {
    en: "the number's country is not in SMS_ALLOWED_COUNTRIES: add its code if your users live there",
    zh: "号码所属国家或地区不在 SMS_ALLOWED_COUNTRIES 中：如有用户在该地区，请添加其代码",
  },
  bare_mainland_number: {
    en:
      "eleven digits without a country code are a number of +1; if your users type bare mainland numbers, set " +
      "SMS_BARE_NUMBERS=CN",
    zh:
      "不带国家代码的 11 位号码按 +1 处理；如果用户输入的是不带 86 的中国大陆号码，请设置 SMS_BARE_NUMBERS=CN",
  },
  costly_range: {
    en:
      "satellite, premium-rate, shared-cost and personal numbers get no codes, for they are how bills are pumped; name " +
      "the range in SMS_ALLOWED_COUNTRIES, such as CN,+870, if you mean it",
    zh:
      "卫星电话、声讯付费、分摊付费和个人转接号码默认不发送，以防盗刷；确需发送时，请在 SMS_ALLOWED_COUNTRIES 中写明号段，" +
      "例如 CN,+870",
  },
  blocked_prefix: {
    en: "the number matches SMS_BLOCKED_PREFIXES: remove the prefix if it should get codes",
    zh: "号码命中 SMS_BLOCKED_PREFIXES：如需发送，请删除对应前缀",
  },
  not_on_staging_list: {
    en: "while SMS_ALLOWED_NUMBERS is set, nobody else gets a code: add the number, or remove the variable",
    zh: "设置 SMS_ALLOWED_NUMBERS 后只有名单内的号码能收到验证码：请添加该号码，或删除该变量",
  },
  code_unsendable: {
    en: "verification templates take 4 to 6 characters; set GOTRUE_SMS_OTP_LENGTH=6 in Auth",
    zh: "验证码模板只支持 4–6 位；请在 Auth 中设置 GOTRUE_SMS_OTP_LENGTH=6",
  },
  no_route: {
    en:
      "no route serves this country: dypnsapi reaches CN only, globe all but CN, and dysmsapi would take this " +
      "number of +1 for a mainland one; see ALIYUN_SMS_ROUTES",
    zh:
      "没有路由能发往该国家或地区：dypnsapi 仅限 CN，globe 不含 CN，dysmsapi 会把此 +1 号码误认为中国大陆号码；" +
      "请检查 ALIYUN_SMS_ROUTES",
  },
  destination_ambiguous: {
    en: "Auth before 2.180 does not say the number; upgrade it",
    zh: "Auth 2.180 之前的版本不会说明目标号码；请升级 Auth",
  },
  ledger_down: {
    en: "the ledger could not be reached, so nothing was sent; see SMS_ON_LEDGER_DOWN",
    zh: "无法连接限额账本，因此未发送；参见 SMS_ON_LEDGER_DOWN",
  },
  ledger_unfit: {
    en:
      "the database answers, but its ledger is gone, of an older release, or this role has no rights on it, so nothing was " +
      "sent: run npm run ledger:migrate as its owner",
    zh:
      "数据库可以访问，但其中的账本不存在、版本过旧或当前角色无权使用，因此未发送：请以所有者身份运行 npm run ledger:migrate",
  },
  sending_disabled: {
    en: "SMS_SENDING_ENABLED=false: set it to true, or remove it, to send again",
    zh: "SMS_SENDING_ENABLED=false：如需恢复发送，请改为 true 或删除该变量",
  },
  paused_by_operator: {
    en:
      "an operator paused all sending: select send_sms.resume(); in the ledger's database lets it send again",
    zh: "管理员已暂停全部发送：在账本的数据库中执行 select send_sms.resume(); 即可恢复",
  },
  blocked_by_operator: {
    en:
      "an operator blocked this prefix or country: select send_sms.unblock(…); in the ledger's database lifts it; " +
      "send_sms.controls says who and when",
    zh:
      "管理员已封禁该号段或国家：在账本的数据库中执行 select send_sms.unblock(…); 即可解除；send_sms.controls 中有操作人和时间",
  },
  blocked_by_guard: {
    en:
      "the guard closed what this request comes from or goes to, because hardly anybody verified: select * from " +
      "send_sms.guarded; shows the evidence, select send_sms.unblock(subject) lifts it, SMS_GUARD=observe refuses nobody",
    zh: "防盗刷机制因几乎无人完成验证而关闭了该来源或号段：select * from send_sms.guarded; 可查看依据，" +
      "select send_sms.unblock(subject) 可解除，SMS_GUARD=observe 则不拒绝任何请求",
  },
} as const satisfies Record<string, Hint>;

/** With the statement that lifts this very block, where the ledger says which it is. */
export function hintOfBlock({ subject }: { subject?: string }): Hint {
  const { en, zh } = CAUSE_HINTS.blocked_by_operator;
  if (subject === undefined) return { en, zh };
  const named = (text: string) => text.replace("unblock(…)", `unblock('${subject}')`);
  return { en: named(en), zh: named(zh) };
}

/** Codes of the hook's own, where the provider gave none. */
export const OWN_CODE_HINTS: Readonly<Record<string, Hint>> = {
  net_not_allowed: {
    en: "Deno may not reach Alibaba Cloud: start it with --allow-net, or name its host there",
    zh: "Deno 没有访问阿里云的网络权限：请在启动时加上 --allow-net，或在其中列出该主机",
  },
  no_credentials: {
    en:
      "the host had no access key to give in time, so nothing was sent: look at what renews it; on Function Compute give the function a role",
    zh: "运行环境未能及时提供 AccessKey，短信未发送：请检查密钥的续期机制；在函数计算上请为函数配置角色",
  },
  not_connected: {
    en:
      "no connection to the provider came up, so nothing was sent: check DNS, the firewall, HTTPS_PROXY and " +
      "ALIYUN_SMS_ENDPOINT",
    zh: "未能连接到服务商，短信未发送：请检查 DNS、防火墙、HTTPS_PROXY 和 ALIYUN_SMS_ENDPOINT",
  },
  busy: {
    en:
      "as many sends are under way as SMS_MAX_CONCURRENT allows: the provider is slow, or there are more codes to send",
    zh: "同时进行的发送数已达 SMS_MAX_CONCURRENT：服务商响应慢，或需要发送的验证码更多",
  },
  budget_spent: {
    en: "too little of Auth's five seconds was left for a send: the function was busy or starting",
    zh: "Auth 的 5 秒时限所剩不足，未发送：函数繁忙或正在启动",
  },
  no_code: {
    en:
      "the answer had no usable code, so it may not be the provider's: check ALIYUN_SMS_ENDPOINT and any proxy; " +
      "whether the SMS was sent is not known",
    zh:
      "返回内容没有可识别的错误码，可能并非来自服务商：请检查 ALIYUN_SMS_ENDPOINT 和代理；短信是否已发送未知",
  },
  sender_threw: {
    en: "an error in the hook itself: please report this line to the project",
    zh: "Hook 自身出错：请将此行日志反馈给本项目",
  },
};

/** An HTTP status without an answer of the provider's form. */
export const NOT_THE_PROVIDER: Hint = {
  en:
    "something between the hook and the provider answered in its place, such as a proxy or a firewall: check " +
    "ALIYUN_SMS_ENDPOINT and HTTPS_PROXY",
  zh: "Hook 与服务商之间的设备（如代理或防火墙）代为作答：请检查 ALIYUN_SMS_ENDPOINT 和 HTTPS_PROXY",
};

export const UNKNOWN_CODE: Hint = {
  en:
    "no document has this code, so it is not known whether the SMS was sent: no other route was tried and it " +
    "counts towards the limits; please report the code to the project",
  zh: "文档中没有此错误码，无法确定短信是否已发送：未尝试其他路由，且计入限额；请将此错误码反馈给本项目",
};

/** @param code what a rejection or an unconfirmed send gives as its code or cause */
export function hintOfCode(code: string): Hint | undefined {
  if (Object.hasOwn(OWN_CODE_HINTS, code)) return OWN_CODE_HINTS[code];
  return /^http_\d+$|^unreadable answer/.test(code) ? NOT_THE_PROVIDER : noteOf(code);
}
