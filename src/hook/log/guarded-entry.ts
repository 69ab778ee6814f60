import type { Guarded } from "../ledger/guard-now-and-then.ts";
import type { LogEntry } from "./log-entry.ts";

/** A pump of hundreds of addresses is closed in one look; the view has them all. */
const SHOWN = 10;

/** One line for a look of the guard that closed something, or that cannot close anything. */
export function guardedEntry({ mode, closed, problem }: Guarded): LogEntry {
  return {
    level: "warn",
    event: "guard",
    mode,
    [mode === "on" ? "closed" : "wouldClose"]: closed.length > 0 ? closed.slice(0, SHOWN) : undefined,
    more: closed.length > SHOWN ? closed.length - SHOWN : undefined,
    problem,
    ...(problem === undefined
      ? {
        hint:
          "select * from send_sms.guarded; shows the evidence, select send_sms.unblock(subject) lifts one",
        hint_zh: "select * from send_sms.guarded; 可查看依据，select send_sms.unblock(subject) 可解除",
      }
      : {
        hint: "nothing is closed as long as nobody can tell who verified; see docs/spend.md",
        hint_zh: "在无法判断谁完成了验证期间不会关闭任何来源；见 docs/spend.zh-CN.md",
      }),
  };
}
