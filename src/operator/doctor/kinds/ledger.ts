import { kindsOf } from "./kind.ts";

const kind = kindsOf("docs/ledger.md");

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
  ledger_paused: kind("warn", {
    en: "An operator has paused all sending in the ledger: every user hears sms_sending_disabled",
    zh: "管理员已在账本中暂停全部发送：所有用户都会收到 sms_sending_disabled",
  }, {
    en: "select send_sms.resume(); in the ledger's database",
    zh: "在账本数据库中执行 select send_sms.resume();",
  }),
  ledger_role_too_strong: kind("warn", {
    en:
      "The role of {subject} is a superuser: a leak of the function's variables gives the whole database away",
    zh: "{subject} 的角色是超级用户：函数变量一旦泄露，整个数据库都会失守",
  }, {
    en: "Use the role send_sms_hook, which may call seven functions and nothing else",
    zh: "使用角色 send_sms_hook，它只能调用七个函数",
  }),
  receipts_missing: kind("info", {
    en:
      "{count} SMS were accepted in the last day and no receipt of them arrived: whether they were delivered is not known here",
    zh: "最近一天有 {count} 条短信被接受，但没有收到任何回执：此处无法得知是否送达",
  }, {
    en: "Look at a number in the SMS console, or have receipts pushed to the function",
    zh: "在短信控制台按号码查询，或将回执推送到函数",
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
} as const;
