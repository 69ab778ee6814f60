import { VARIABLES } from "../../hook/config/variables.ts";
import type { GuardMode } from "../../hook/ledger/guard-now-and-then.ts";
import type { Row } from "../../hook/runtime/runtime.ts";
import { type Finding, finding } from "./finding.ts";

/**
 * Whether the guard can read what it judges by (`send_sms.note_verified`), as it does with the rights of the ledger's
 * owner; the catalog tells every role.
 */
export const AUTHS_TABLES = `select count(*) = 2 as there from pg_catalog.pg_class as c
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where n.nspname = 'auth' and c.relname in ('users', 'sessions')
    and (select pg_catalog.has_schema_privilege(l.nspowner, n.oid, 'usage')
        and pg_catalog.has_any_column_privilege(l.nspowner, c.oid, 'select')
      from pg_catalog.pg_namespace as l where l.nspname = 'send_sms')`;

/** Whether numbers that never verify are looked for, and refused. */
export async function checkGuard(
  mode: GuardMode,
  look: (text: string) => Promise<Row | undefined>,
): Promise<Finding> {
  const [subject] = VARIABLES.guard;
  const isBlind = (await look(AUTHS_TABLES))?.["there"] === false;
  if (mode === "off") return finding(isBlind ? "guard_off_blind" : "guard_off", subject);
  if (isBlind) return finding("guard_blind", subject, { mode });
  return finding(mode === "observe" ? "guard_observes" : "guard_on", subject);
}
