import { VARIABLES } from "../../hook/config/variables.ts";
import type { GuardMode } from "../../hook/ledger/guard-now-and-then.ts";
import { type Finding, finding, type Text } from "./finding.ts";
import { guardsBlindness, type Look } from "./guards-sight.ts";

/** Whether numbers that never verify are looked for, and refused. */
export async function checkGuard(mode: GuardMode, look: Look): Promise<Finding> {
  const [subject] = VARIABLES.guard;
  const blindness = await guardsBlindness(look);
  if (mode === "off") return finding(blindness ? "guard_off_blind" : "guard_off", subject, { ...blindness });
  if (blindness) return finding("guard_blind", subject, { mode, ...blindness });
  const looked = await look(LOOKED);
  const unjudged = Number(looked?.["unjudged"] ?? 0);
  if (unjudged > 0) {
    const since = sinceOf(looked?.["minutes"]);
    return finding("guard_stale", subject, { mode, count: unjudged, since });
  }
  return finding(mode === "observe" ? "guard_observes" : "guard_on", subject);
}

/** What the last look did not see, though every code brings one, a minute after the last at the latest. */
const LOOKED = `select round(extract(epoch from now() - g.judged_at) / 60) as minutes,
  (select count(*) from send_sms.requests as r where r.status in ('accepted', 'unconfirmed')
    and r.created_at < now() - interval '5 minutes'
    and r.created_at > greatest(now() - interval '1 day', g.judged_at + interval '30 minutes')) as unjudged
from send_sms.guard_looked as g`;

function sinceOf(minutes: unknown): Text {
  if (minutes === null) return { en: "has never judged", zh: "从未判定过" };
  const [count, en, zh] = Number(minutes) < 120
    ? [Number(minutes), "minutes", "分钟"]
    : [Math.floor(Number(minutes) / 60), "hours", "小时"];
  return { en: `judged last ${count} ${en} ago`, zh: `上次判定在 ${count} ${zh}前` };
}
