import { kindsOf } from "./kind.ts";

const kind = kindsOf({ en: "docs/ledger.md", zh: "docs/ledger.zh-CN.md" });
const guard = kindsOf({ en: "docs/spend.md#the-guard", zh: "docs/spend.zh-CN.md#防盗刷" });
const receipts = kindsOf({
  en: "docs/receipts.md#when-receipts-stay-away",
  zh: "docs/receipts.zh-CN.md#收不到回执时",
});

export const ledgerKinds = {
  ledger_unfit: kind("error", {
    en: "{subject} {problem}. The function does not start with it",
    zh: "{subject} {problem}。函数因此无法启动",
  }, {
    en: "Do as said, then run this again",
    zh: "按上述说明处理，然后重新运行",
  }),
  ledger_unreachable: kind("error", {
    en:
      "The ledger's database cannot be reached ({cause}): the function refuses to send, or counts in one process only",
    zh: "无法连接账本数据库（{cause}）：函数会拒绝发送，或只在单个进程内计数",
  }, {
    en: "Check host and port of SMS_LEDGER_DATABASE_URL, the network rules of the database, and that it runs",
    zh: "检查 SMS_LEDGER_DATABASE_URL 的主机和端口、数据库的网络规则，以及数据库是否在运行",
  }),
  ledger_owner_unfit: kind("error", {
    en:
      "The address before the command, for the ledger's owner, is of no use, so nothing was looked at as the owner: {subject} {problem}",
    zh: "命令前写的账本所有者地址无法使用，因此未能以所有者身份检查：{subject} {problem}",
  }, {
    en: "Correct the address before the command, or leave it away; the function's own stands in its file",
    zh: "修正命令前的地址，或去掉它；函数自己的地址在其文件中",
  }),
  ledger_owner_elsewhere: kind("error", {
    en:
      "The address before the command ({subject}) leads to {elsewhere}, so nothing was looked at as the owner of the function's ledger",
    zh: "命令前写的地址（{subject}）指向{elsewhere}，因此未能以函数所用账本的所有者身份检查",
  }, {
    en: "Put the address of the owner of the function's own ledger there, or leave it away",
    zh: "改为函数所用账本的所有者地址，或去掉它",
  }),
  ledger_paused: kind("warn", {
    en: "An operator has paused all sending in the ledger: every user hears sms_sending_disabled",
    zh: "管理员已在账本中暂停全部发送：所有用户都会收到 sms_sending_disabled",
  }, {
    en: "select send_sms.resume(); in the ledger's database",
    zh: "在账本数据库中执行 select send_sms.resume();",
  }),
  ledger_role_too_strong: kind("warn", {
    en:
      "The role of {subject} is the ledger's owner or a superuser: a leak of the function's variables gives away what it owns",
    zh: "{subject} 的角色是账本所有者或超级用户：函数变量一旦泄露，它拥有的一切都会失守",
  }, {
    en: "Use the role send_sms_hook, which may call seven functions and nothing else",
    zh: "使用角色 send_sms_hook，它只能调用七个函数",
  }),
  receipts_missing: receipts("warn", {
    en:
      "{count} SMS of the last day were accepted more than an hour ago, and not one receipt has come: whether anything reaches a " +
      "phone is not known",
    zh: "最近一天有 {count} 条短信在一小时前就已被接受，却没有收到任何回执：无法得知短信是否送达",
  }, {
    en:
      "Set SMS_RECEIPTS_TOKEN and give Alibaba Cloud the address with it, or ask with npm run receipts where no push gets through",
    zh: "设置 SMS_RECEIPTS_TOKEN，并在阿里云填写带该令牌的回执地址；推送无法到达时用 npm run receipts 查询",
  }),
  ledger_keeps_longer: kind("warn", {
    en: "{subject} is {days}, but the function's role may delete nothing younger than {atLeast} days",
    zh: "{subject} 为 {days}，但函数的角色不能删除 {atLeast} 天以内的数据",
  }, {
    en:
      "As the owner run, once, update send_sms.retention set keep_days_at_least = {days}; or keep rows longer",
    zh: "以所有者身份执行一次 update send_sms.retention set keep_days_at_least = {days}; 或延长保留天数",
  }),
  guard_off: guard("warn", {
    en: "{subject} is off: nobody looks for numbers that never verify, and a pump is stopped by limits alone",
    zh: "{subject} 已关闭：没有人排查从不完成验证的号码，盗刷只能靠限额拦截",
  }, {
    en: "Remove it: observe, the default, refuses nobody and shows what it would; then set SMS_GUARD=on",
    zh: "删除该变量：默认的 observe 不拒绝任何人，只显示会拦截什么；确认后设置 SMS_GUARD=on",
  }),
  guard_blind: guard("warn", {
    en: "{subject} is {mode}, but {problem}: nobody can tell who verified, so the guard finds nothing",
    zh: "{subject} 为 {mode}，但{problem}：无法判断谁完成了验证，因此防盗刷机制不会发现任何来源",
  }, {
    en: "{remedy}; where that may not be done, set SMS_GUARD=off and rely on limits",
    zh: "{remedy}；若无法做到，请设置 SMS_GUARD=off 并依靠限额",
  }),
  guard_stale: guard("warn", {
    en: "{subject} is {mode}, but the guard {since}: nobody has judged {count} requests of the last day",
    zh: "{subject} 为 {mode}，但防盗刷机制{since}：最近一天有 {count} 个请求无人判定",
  }, {
    en:
      "See that the function runs with this {subject}, and what the lines of event guard in its log say. Then see who holds the " +
      "guard up, with select pid, usename, xact_start from pg_stat_activity where state like 'idle in%'; end it with select " +
      "pg_terminate_backend(<pid>); and run call send_sms.look(); as the ledger's owner",
    zh:
      "确认函数以此 {subject} 运行，并查看其日志中 event 为 guard 的行；再用 select pid, usename, xact_start from pg_stat_activity " +
      "where state like 'idle in%'; 查找阻塞者，用 select pg_terminate_backend(<pid>); 结束它，然后以账本所有者身份执行 call " +
      "send_sms.look();",
  }),
  guard_observes: guard("info", {
    en:
      "{subject} is observe: the guard refuses nobody, and send_sms.guarded shows what it would have closed",
    zh: "{subject} 为 observe：防盗刷机制不拒绝任何人，send_sms.guarded 显示它本会关闭的来源",
  }, {
    en: "After some days set SMS_GUARD=on, where verified stays at 0 in send_sms.guarded",
    zh: "运行几天后，若 send_sms.guarded 的 verified 一直为 0，请设置 SMS_GUARD=on",
  }),
  guard_on: guard("info", {
    en: "{subject} is on: numbers that never verify are refused for a while",
    zh: "{subject} 已开启：会暂时拒绝从不完成验证的号码",
  }, { en: "Nothing to do", zh: "无需处理" }),
  guard_off_blind: guard("info", {
    en: "{subject} is off, and it could find nothing, for {problem}: a pump is stopped by limits alone",
    zh: "{subject} 已关闭；{problem}，开启也不会发现任何来源：盗刷只能靠限额拦截",
  }, {
    en: "Set SMS_LIMIT_TOTAL, SMS_LIMIT_PER_IP and SMS_LIMIT_PER_PREFIX. For the guard: {remedy}",
    zh: "设置 SMS_LIMIT_TOTAL、SMS_LIMIT_PER_IP 和 SMS_LIMIT_PER_PREFIX。如需防盗刷：{remedy}",
  }),
  ledger_not_read: kind("info", {
    en:
      "The role of {subject} may not read the ledger's tables, as it should be; so it was not looked at whether sending is paused, " +
      "receipts arrive and the guard judges",
    zh:
      "{subject} 的角色无权读取账本的表（本应如此）；因此未检查是否已暂停发送、回执是否到达、防盗刷机制是否在判定",
  }, {
    en:
      "To have that looked at, put the owner's address before the command: SMS_LEDGER_DATABASE_URL=… npm run doctor -- --env-file …",
    zh: "如需检查，请在命令前写上所有者的地址：SMS_LEDGER_DATABASE_URL=… npm run doctor -- --env-file …",
  }),
  ledger_ready: kind("info", {
    en: "The ledger in Postgres is ready, at version {version}",
    zh: "Postgres 账本已就绪，版本 {version}",
  }, { en: "Nothing to do", zh: "无需处理" }),
  ledger_memory: kind("info", {
    en: "The ledger is memory: limits hold inside one process only, and a restart forgets them",
    zh: "账本为 memory：限额只在单个进程内有效，重启后清零",
  }, {
    en: "For limits that hold in every process set SMS_LEDGER=postgres",
    zh: "如需在所有进程中生效，请设置 SMS_LEDGER=postgres",
  }),
  ledger_not_asked: kind("info", {
    en: "The function's variables do not fit, so the ledger was not looked at",
    zh: "函数的变量有误，因此未检查账本",
  }, {
    en: "Mend the variables, then run this again",
    zh: "修正变量后重新运行",
  }),
} as const;
