import { VARIABLES } from "../../hook/config/variables.ts";
import type { GuardMode } from "../../hook/ledger/guard-now-and-then.ts";
import type { Row } from "../../hook/runtime/runtime.ts";
import { type Finding, finding } from "./finding.ts";
import { blindnessIn, GUARDS_SIGHT } from "./guards-sight.ts";

/** Whether numbers that never verify are looked for, and refused. */
export async function checkGuard(
  mode: GuardMode,
  look: (text: string) => Promise<Row | undefined>,
): Promise<Finding> {
  const [subject] = VARIABLES.guard;
  const blindness = blindnessIn(await look(GUARDS_SIGHT));
  if (mode === "off") return finding(blindness ? "guard_off_blind" : "guard_off", subject, { ...blindness });
  if (blindness) return finding("guard_blind", subject, { mode, ...blindness });
  return finding(mode === "observe" ? "guard_observes" : "guard_on", subject);
}
