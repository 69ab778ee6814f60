import type { Database } from "../runtime/runtime.ts";
import { downCauseOf, UNTRUSTED } from "./down-cause.ts";

/** What the statements of `postgres.ts` are written for; `send_sms.version()` must say as much. */
export const SCHEMA_VERSION = 5;

export type LedgerStart =
  /** `owns`: by a role that may do all with the ledger, and more than a function is to be trusted with. */
  | { status: "ready"; owns: boolean }
  /** Not to be reached for now; it may be later. */
  | { status: "away"; cause: string }
  /** Nothing but the operator changes this, by `setting` or by what it says. */
  | { status: "unfit"; setting: Setting; en: string; zh: string };
type Setting = "ledger" | "ledgerDatabaseUrl";

/**
 * Every function that the adapter calls, by its arguments, and no other: a role that may claim and not settle would
 * fail behind the SMS. A test holds this to the statements and to `send_sms.grant_rights`.
 */
export const CALLED = [
  "claim(text, jsonb, jsonb)",
  "settle(text, jsonb)",
  "outcome_of(text)",
  "receive(jsonb)",
  "purge(integer)",
  "guard(text)",
] as const;

/** `complete`: an older release may lack a function, and to ask for the right to that one would be an error. */
const STATE = `select send_sms.version() as version, called.may, called.complete,
  exists (select from pg_catalog.pg_namespace as n
    where n.nspname = 'send_sms' and pg_catalog.pg_has_role(n.nspowner, 'usage')) as owns
  from (select pg_catalog.bool_and(known is not null) as complete,
    pg_catalog.bool_and(known is null or pg_catalog.has_function_privilege(known, 'execute')) as may
    from pg_catalog.unnest(array[${CALLED.map((name) => `'${name}'`).join(", ")}]) as listed
    cross join pg_catalog.to_regprocedure('send_sms.' || listed) as known) as called`;

/** Connects, and tells what would go wrong with every request from what may pass. */
export async function startLedger(database: Database, signal: AbortSignal): Promise<LedgerStart> {
  try {
    const { misfit, owns } = await stateOf(database, signal);
    return misfit ? unfit(misfit) : { status: "ready", owns };
  } catch (error) {
    const misfit = misfitOf(error);
    return misfit ? unfit(misfit) : { status: "away", cause: downCauseOf(error) };
  }
}

/**
 * What the operator is to change in the ledger itself, if anything.
 * @throws Where it cannot be asked
 */
export async function schemaMisfit(database: Database, signal: AbortSignal): Promise<Misfit | undefined> {
  return (await stateOf(database, signal)).misfit;
}

async function stateOf(
  database: Database,
  signal: AbortSignal,
): Promise<{ misfit: Misfit | undefined; owns: boolean }> {
  const [state] = await database.query(STATE, [], signal);
  const isOld = Number(state?.["version"]) < SCHEMA_VERSION || state?.["complete"] !== true;
  const old = isOld ? OLD_SCHEMA : undefined;
  return { misfit: state?.["may"] === true ? old : NO_RIGHTS, owns: state?.["owns"] === true };
}

/** What the operator is to change, where an error means that. */
export const misfitOf = (error: unknown): Misfit | undefined =>
  MISFITS.find(({ codes }) => codes.includes(codeOf(error)));

export interface Misfit {
  /** SQLSTATE (PostgreSQL manual, appendix A) or the code of a socket. */
  codes: readonly string[];
  setting: Setting;
  en: string;
  zh: string;
}

const NO_RIGHTS: Misfit = {
  codes: ["42501"],
  setting: "ledgerDatabaseUrl",
  en:
    "names a role without rights on the ledger, or not on all that it calls: grant send_sms_hook to it, or run npm run ledger:migrate again as the owner",
  zh:
    "中的角色没有账本权限，或缺少其中一部分：请执行 grant send_sms_hook to 该角色，或以所有者身份重新运行 npm run ledger:migrate",
};
const OLD_SCHEMA: Misfit = {
  codes: [],
  setting: "ledgerDatabaseUrl",
  en:
    "leads to a ledger of an older release: run npm run ledger:migrate first (supabase migration up skips files that " +
    "it has applied in an earlier state: supabase migration repair --status reverted <versions> comes before it)",
  zh:
    "指向的账本版本过旧：请先运行 npm run ledger:migrate（supabase migration up 会跳过已执行过旧内容的文件，" +
    "须先执行 supabase migration repair --status reverted <版本号>）",
};
const MISFITS: readonly Misfit[] = [
  NO_RIGHTS,
  {
    codes: ["3F000", "42883"],
    setting: "ledgerDatabaseUrl",
    en:
      "leads to a database without the ledger: run npm run ledger:migrate as its owner (or supabase migration up) first",
    zh:
      "指向的数据库中没有账本：请先以数据库所有者身份运行 npm run ledger:migrate（或 supabase migration up）",
  },
  {
    codes: ["28P01", "28000"],
    setting: "ledgerDatabaseUrl",
    en:
      "has a user or password that the server refuses; behind Supabase's pooler the user is <role>.<project ref>",
    zh: "中的用户名或密码被服务器拒绝；使用 Supabase 连接池时用户名形如 <角色>.<项目 ref>",
  },
  {
    codes: ["PASSWORD_MISSING"],
    setting: "ledgerDatabaseUrl",
    en: "has no password, and the server asks for one: postgresql://<user>:<password>@…",
    zh: "中没有密码，而服务器要求密码：postgresql://<用户名>:<密码>@…",
  },
  {
    codes: ["3D000"],
    setting: "ledgerDatabaseUrl",
    en: "names a database that the server does not have; Supabase's is called postgres",
    zh: "中的数据库不存在；Supabase 的数据库名为 postgres",
  },
  {
    codes: ["TLS_UNAVAILABLE"],
    setting: "ledgerDatabaseUrl",
    en:
      "leads to a server without TLS: turn it on there, or, inside one machine or private network, end the address with " +
      "?sslmode=disable, in the place of any other sslmode there",
    zh:
      "指向的服务器未启用 TLS：请在服务器上启用；若在本机或内网，可在地址末尾写 ?sslmode=disable（已有其他 sslmode 时请替换）",
  },
  {
    codes: UNTRUSTED,
    setting: "ledgerDatabaseUrl",
    en:
      "leads to a server whose certificate neither a public authority nor SMS_LEDGER_CA vouches for: set SMS_LEDGER_CA to " +
      "the PEM text of its authority (Supabase: Database settings, SSL configuration, Download certificate), and use the " +
      "host name that the certificate names; or, inside one machine or private network, end the address with " +
      "?sslmode=disable, in the place of any other sslmode there",
    zh:
      "指向的服务器，其证书既不是由公共机构签发，也无法用 SMS_LEDGER_CA 验证：请将 SMS_LEDGER_CA 设为其签发机构的 PEM 证书内容" +
      "（Supabase：Database 设置 → SSL Configuration → Download certificate），并使用证书上的主机名；" +
      "若在本机或内网，也可在地址末尾写 ?sslmode=disable（已有其他 sslmode 时请替换）",
  },
];

function unfit({ setting, en, zh }: Misfit): Extract<LedgerStart, { status: "unfit" }> {
  return { status: "unfit", setting, en, zh };
}

/** Of a start that works: what the function may do, whoever gets hold of its variables may do too. */
export const OWNS_LEDGER = {
  setting: "ledgerDatabaseUrl",
  en:
    "names the ledger's owner or a superuser, who may read and delete everything there: give the function send_sms_hook, " +
    "which may do nothing else (docs/ledger.md)",
  zh:
    "中的角色是账本所有者或超级用户，可读取和删除其中的一切：请让函数使用权限仅限于此的 send_sms_hook（见 docs/ledger.zh-CN.md）",
} as const satisfies { setting: Setting; en: string; zh: string };

export const NO_DATABASE_HERE = unfit({
  codes: [],
  setting: "ledger",
  en: "cannot be postgres here: this host reaches no database",
  zh: "不能是 postgres：当前运行环境无法连接数据库",
});

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
