import { kindsOf } from "./kind.ts";

const kind = kindsOf({ en: "docs/configuration.md#variables", zh: "docs/configuration.zh-CN.md#变量" });
const price = kindsOf({ en: "docs/console.md#what-an-sms-costs", zh: "docs/console.zh-CN.md#短信费用" });
const stop = kindsOf({ en: "docs/deploy.md#what-stops-a-bill", zh: "docs/deploy.zh-CN.md#怎样不被刷爆账单" });
const auth = kindsOf({ en: "docs/deploy.md#settings-of-auth", zh: "docs/deploy.zh-CN.md#auth-的设置" });

export const configurationKinds = {
  variable_wrong: kind("error", {
    en: "{subject} {problem}. The function does not start with it",
    zh: "{subject} {problem}。函数因此无法启动",
  }, {
    en: "Set {subject} as said, then run this again",
    zh: "按上述说明设置 {subject}，然后重新运行",
  }),
  secret_without_prefix: kind("warn", {
    en:
      "Entry {position} of {subject} does not begin with v1,whsec_: this function takes it so, but Auth does not start with it",
    zh: "{subject} 的第 {position} 个密钥不以 v1,whsec_ 开头：本函数可以接受，但 Auth 会因此无法启动",
  }, {
    en: "Write it as v1,whsec_… in both places",
    zh: "两处都写成 v1,whsec_…",
  }),
  value_has_blanks: kind("warn", {
    en:
      "{subject} has a line end or blanks at one end of its value: this function drops them, Auth and other tools that share the " +
      "value do not",
    zh: "{subject} 的值首尾有换行或空白：本函数会去掉，但共用该值的 Auth 等工具不会",
  }, {
    en: "Write the value without them",
    zh: "去掉这些字符",
  }),
  variable_risky: kind("warn", {
    en: "{subject} {problem}",
    zh: "{subject} {problem}",
  }, {
    en: "Change {subject} as said, unless it is meant so",
    zh: "如非本意，请按上述说明修改 {subject}",
  }),
  variable_unknown: kind("warn", {
    en: "{subject} is no variable of this function, so it has no effect; a limit that is misspelt so is off",
    zh: "{subject} 不是本函数的变量，不起任何作用；限额变量若拼写错误，等于没有限额",
  }, {
    en: "Write {nearest}, or remove it",
    zh: "改为 {nearest}，或删除",
  }),
  price_wrong: price("warn", {
    en:
      "{subject} {problem}. The function does not read it, but npm run ledger:migrate and npm run console refuse to run with it",
    zh: "{subject} {problem}。函数不读取该变量，但 npm run ledger:migrate 和 npm run console 会因此拒绝运行",
  }, {
    en: "Set {subject} as said, or remove it",
    zh: "按上述说明设置 {subject}，或删除",
  }),
  sending_disabled: stop("warn", {
    en: "{subject} is false, the kill switch: every user hears sms_sending_disabled",
    zh: "{subject} 为 false（总开关已关闭）：所有用户都会收到 sms_sending_disabled",
  }, {
    en: "Set SMS_SENDING_ENABLED=true, or remove it, to send",
    zh: "如需发送，请设为 SMS_SENDING_ENABLED=true 或删除该变量",
  }),
  staging_list: kind("warn", {
    en: "While {subject} is set ({count} numbers), nobody else gets a code",
    zh: "设置了 {subject}（{count} 个号码）后，其他人都收不到验证码",
  }, {
    en: "Remove it in production",
    zh: "生产环境请删除该变量",
  }),
  otp_too_long: auth("error", {
    en:
      "{subject} is {length}: verification templates of Alibaba Cloud take 4 to 6 characters, so every code is refused as " +
      "code_unsendable",
    zh: "{subject} 为 {length}：阿里云验证码模板只支持 4–6 位，所有验证码都会因 code_unsendable 被拒绝",
  }, {
    en: "Set {subject}=6 in Auth",
    zh: "在 Auth 中设置 {subject}=6",
  }),
  otp_expires_early: auth("warn", {
    en:
      "Codes are good for {seconds} s ({subject}), while the SMS promises {minutes} minutes: users type codes that have expired",
    zh: "验证码有效期为 {seconds} 秒（{subject}），而短信承诺 {minutes} 分钟：用户输入时验证码已过期",
  }, {
    en: "Set {subject}={wanted} in Auth",
    zh: "在 Auth 中设置 {subject}={wanted}",
  }),
  otp_too_frequent: auth("warn", {
    en:
      "{subject} is shorter than a minute: Alibaba Cloud takes one code per minute and mainland number, so a quick resend is refused",
    zh: "{subject} 短于一分钟：阿里云对每个大陆号码每分钟只接受一条验证码，过快重发会被拒绝",
  }, {
    en: "Set {subject}=60s in Auth",
    zh: "在 Auth 中设置 {subject}=60s",
  }),
  configuration_read: kind("info", {
    en: "Read {count} variables of the function from {subject}",
    zh: "从 {subject} 读取了 {count} 个函数变量",
  }, { en: "Nothing to do", zh: "无需处理" }),
} as const;
