import { createEnvReader, type Problem } from "../../hook/config/env-reader.ts";
import { readDatabaseUrl } from "../../hook/config/read-database-url.ts";
import { VARIABLES } from "../../hook/config/variables.ts";
import { downCauseOf } from "../../hook/ledger/down-cause.ts";
import { misfitOf } from "../../hook/ledger/postgres-start.ts";
import type { Database, Row } from "../../hook/runtime/runtime.ts";
import { lesserOwner } from "../../serve/lesser-owner.ts";
import type { Text } from "../text.ts";
import { type Finding, finding } from "./finding.ts";
import { type DoctorWorld, WAIT_MS } from "./world.ts";

export interface OwnersView {
  /** Undefined where the address is of no use here. */
  reader: Database | undefined;
  findings: Finding[];
}

const [VARIABLE] = VARIABLES.ledgerDatabaseUrl;

/**
 * The ledger by the address that was given for its owner, or for another role that may read it.
 * @param functions connection, which must lead to the same ledger
 */
export async function openOwnersView(
  address: string,
  functions: Database,
  { world, ca }: { world: DoctorWorld; ca: string | undefined },
): Promise<OwnersView> {
  const env = createEnvReader({ [VARIABLE]: address });
  const url = readDatabaseUrl(env);
  const [unreadable] = env.problems;
  if (unreadable) return unfit(unreadable);
  const reader = await world.connect?.(url, { ca });
  if (reader === undefined) return { reader, findings: [] };
  const ask = async (database: Database, text: string) =>
    (await database.query(text, [], world.timeout(WAIT_MS.ledger)))[0];
  try {
    const elsewhere = difference(
      await ask(functions, WHICH_DATABASE).catch(() => undefined),
      await ask(reader, WHICH_DATABASE),
    );
    const foreign = await lesserOwner((text) => reader.query(text, [], world.timeout(WAIT_MS.ledger)));
    if (foreign) return unfit({ variable: VARIABLE, ...foreign });
    // Before anything is asked of a ledger: one that is missing there would be made, and be a second one.
    if (elsewhere) return useless(finding("ledger_owner_elsewhere", VARIABLE, { elsewhere }));
    const rights = await ask(reader, MAY_READ);
    return rights?.["reads"] === true
      ? { reader, findings: [] }
      : unfit({ variable: VARIABLE, ...NO_READER });
  } catch (error) {
    return unfit(problemOf(error));
  }
}

const useless = (why: Finding): OwnersView => ({ reader: undefined, findings: [why] });

const unfit = ({ variable, en, zh }: Problem): OwnersView =>
  useless(finding("ledger_owner_unfit", variable, { problem: { en, zh } }));

/** In the words of the function's start, but for a right that an owner has and the function need not have. */
function problemOf(error: unknown): Problem {
  const refused = error instanceof Error && "code" in error && error.code === "42501";
  if (refused) return { variable: VARIABLE, ...NO_READER };
  const misfit = misfitOf(error);
  if (misfit) return { variable: VARIABLES[misfit.setting][0], en: misfit.en, zh: misfit.zh };
  const cause = downCauseOf(error);
  return {
    variable: VARIABLE,
    en: `leads to a database that cannot be reached (${cause}): check its host and port, and whether it runs`,
    zh: `指向的数据库无法连接（${cause}）：请检查其中的主机和端口，以及数据库是否在运行`,
  };
}

const NO_READER: Text = {
  en:
    "names a role that may not read the ledger, such as the function's: take its owner's, or that of a role that " +
    "send_sms.let_read has let in",
  zh: "中的角色无权读取账本（例如函数使用的角色）：请使用账本所有者，或已由 send_sms.let_read 授权的角色",
};

/** Every role may read all of it. A copy of a server has the same oids and another time of start. */
const WHICH_DATABASE = `select pg_catalog.pg_postmaster_start_time()::text as server,
  pg_catalog.pg_is_in_recovery() as replica,
  (select oid::text from pg_catalog.pg_database where datname = pg_catalog.current_database()) as database`;

// Row level security shows a role that it does not know an empty ledger.
const MAY_READ = `select send_sms.version() as version,
  pg_catalog.has_table_privilege('send_sms.requests', 'select')
    and (not pg_catalog.row_security_active('send_sms.requests') or exists (
      select from pg_catalog.pg_policies as p cross join lateral pg_catalog.unnest(p.roles) as named (role)
      where p.schemaname = 'send_sms' and p.tablename = 'requests'
        and named.role <> 'public' and pg_catalog.pg_has_role(named.role, 'usage'))) as reads`;

/** Undefined also where it cannot be told: a replica has the ledger of another server. */
function difference(functions: Row | undefined, owners: Row | undefined): Text | undefined {
  if (!functions || !owners) return undefined;
  const differs = (what: string) => functions[what] !== owners[what];
  if (functions["replica"] === owners["replica"] && differs("server")) {
    return { en: "another server than the function's", zh: "另一台服务器（与函数的不同）" };
  }
  return differs("database")
    ? { en: "another database than the function's", zh: "另一个数据库（与函数的不同）" }
    : undefined;
}
