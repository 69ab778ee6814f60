import type { Guarded } from "../ledger/guard-now-and-then.ts";
import type { LogEntry } from "./log-entry.ts";

/** A pump of hundreds of addresses is closed in one look; the view has them all. */
const SHOWN = 10;

/** One line for a look of the guard that closed something, that cannot close anything, or that there was none of. */
export function guardedEntry({ mode, closed, problem, looks }: Guarded): LogEntry {
  const { en, zh } = HINTS[looks ?? (problem === undefined ? "closed" : "blind")];
  return {
    level: looks === "again" ? "info" : "warn",
    event: "guard",
    mode,
    [mode === "on" ? "closed" : "wouldClose"]: closed.length > 0 ? closed.slice(0, SHOWN) : undefined,
    more: closed.length > SHOWN ? closed.length - SHOWN : undefined,
    problem,
    hint: en,
    hint_zh: zh,
  };
}

const HINTS = {
  closed: {
    en: "select * from send_sms.guarded; shows the evidence, select send_sms.unblock(subject) lifts one",
    zh: "select * from send_sms.guarded; 可查看依据，select send_sms.unblock(subject) 可解除",
  },
  blind: {
    en: "nothing is closed as long as nobody can tell who verified; see docs/spend.md",
    zh: "在无法判断谁完成了验证期间不会关闭任何来源；见 docs/spend.zh-CN.md",
  },
  failed: {
    en:
      "the guard could not look, and nothing is closed or lifted until a look succeeds; it tries again every minute, " +
      "and a line says when it looks again",
    zh: "防盗刷机制未能检查，恢复前不会关闭或解除任何来源；每分钟重试一次，恢复时会另记一行日志",
  },
  missing: {
    en:
      "no process of the function, nor pg_cron, has looked, and nothing is closed or lifted until one does: a session " +
      "keeps the row of send_sms.guard_state, or every look fails; pg_locks says who keeps it, see docs/spend.md",
    zh:
      "函数的各进程和 pg_cron 都未能检查，恢复前不会关闭或解除任何来源：有会话一直占用 send_sms.guard_state 的那一行，" +
      "或每次检查都失败；可用 pg_locks 查出占用者，见 docs/spend.zh-CN.md",
  },
  again: { en: "the guard looks again", zh: "防盗刷机制已恢复检查" },
} as const;
