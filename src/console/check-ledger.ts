import { MAY_NOT_READ, type Sentence } from "../cli/with-ledger-database.ts";
import { SCHEMA_VERSION } from "../hook/ledger/postgres-start.ts";
import { lesserOwner } from "../serve/lesser-owner.ts";
import type { LedgerDatabase } from "./ledger-database.ts";

/** What the console may do with a ledger that it can read. */
export interface Rights {
  readonly mayAct: boolean;
  readonly maySetPrices: boolean;
}

const RIGHTS = `select send_sms.version() as version,
  has_table_privilege('send_sms.requests', 'select') as reads,
  not row_security_active('send_sms.requests') or exists (
    select from pg_catalog.pg_policies as p cross join lateral unnest(p.roles) as named (role)
      where p.schemaname = 'send_sms' and p.tablename = 'requests'
        and named.role <> 'public' and pg_has_role(named.role, 'usage')) as sees,
  has_table_privilege('send_sms.controls', 'insert')
    and has_function_privilege('send_sms.pause(text)', 'execute') as acts,
  has_table_privilege('send_sms.prices', 'insert, delete') as prices`;

const VERSION_OF = `select p.oid as version, has_schema_privilege(n.oid, 'usage') as usage
  from pg_catalog.pg_namespace as n
  left join pg_catalog.pg_proc as p on p.pronamespace = n.oid and p.proname = 'version'
  where n.nspname = 'send_sms'`;

/**
 * Tells a role that may not read from a ledger that is empty, which would look the same.
 * @returns a sentence that names the remedy where the console cannot work
 */
export async function checkLedger(database: LedgerDatabase): Promise<Rights | Sentence> {
  return await database.read({}, async (query) => {
    const foreign = await lesserOwner(query);
    if (foreign) {
      return {
        en: `The address in SMS_LEDGER_DATABASE_URL ${foreign.en}.`,
        zh: `SMS_LEDGER_DATABASE_URL ${foreign.zh}。`,
      };
    }
    const [there] = await query(VERSION_OF);
    if (!there?.["version"]) return NO_LEDGER;
    if (there["usage"] !== true) return MAY_NOT_READ;
    const [version] = await query("select send_sms.version() as version");
    if (Number(version?.["version"]) < SCHEMA_VERSION) return OLD_LEDGER;
    const [rights] = await query(RIGHTS);
    if (rights?.["reads"] !== true || rights["sees"] !== true) return MAY_NOT_READ;
    return { mayAct: rights["acts"] === true, maySetPrices: rights["prices"] === true };
  });
}

const NO_LEDGER: Sentence = {
  en: "The database holds no ledger: run npm run ledger:migrate as its owner first.",
  zh: "数据库中没有账本：请先以所有者身份运行 npm run ledger:migrate。",
};
const OLD_LEDGER: Sentence = {
  en: "The ledger is of an older release: run npm run ledger:migrate as its owner first.",
  zh: "账本版本过旧：请先以所有者身份运行 npm run ledger:migrate。",
};
