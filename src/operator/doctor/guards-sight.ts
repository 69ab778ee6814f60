import type { Row } from "../../hook/runtime/runtime.ts";
import type { Text } from "../text.ts";

/**
 * What `send_sms.note_verified` reads, asked for its owner, as whom it reads; the catalog tells every role. Auth has row
 * level security on its tables (supabase/auth migration 20240612123726): a grant alone shows none of their rows, and a
 * policy for an app's users none to an owner. `hidden` are those of which no policy is known to show it all.
 */
const GUARDS_SIGHT = `with needed (name, columns) as (values
    ('users', array['id', 'phone_confirmed_at', 'phone_change']),
    ('sessions', array['user_id', 'created_at']),
    ('mfa_factors', array['id', 'user_id', 'factor_type']),
    ('mfa_challenges', array['id', 'factor_id', 'created_at', 'verified_at'])),
  auths as (select c.*, w.columns, n.oid as schema from needed as w
    join pg_catalog.pg_class as c on c.relname = w.name
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace and n.nspname = 'auth'),
  reader as (select r.* from pg_catalog.pg_proc as p
    join pg_catalog.pg_namespace as n on n.oid = p.pronamespace and n.nspname = 'send_sms'
    join pg_catalog.pg_roles as r on r.oid = p.proowner where p.proname = 'guard'),
  policies as (select p.polrelid, p.polpermissive,
      coalesce(pg_catalog.pg_get_expr(p.polqual, p.polrelid) = 'true', not p.polpermissive) as shows_all
    from reader cross join pg_catalog.pg_policy as p where p.polcmd in ('r', '*')
      and exists (select from pg_catalog.unnest(p.polroles) as role
        where role = 0 or pg_catalog.pg_has_role(reader.oid, role, 'usage')))
select (select count(*) = 2 from auths where relname in ('users', 'sessions')) as there,
  pg_catalog.quote_ident(reader.rolname) as reader,
  reader.rolname = current_user as asks_itself,
  exists (select from auths where not pg_catalog.has_schema_privilege(reader.oid, schema, 'usage')
    or exists (select from pg_catalog.pg_attribute as a where a.attrelid = auths.oid and a.attname = any (columns)
      and not pg_catalog.has_column_privilege(reader.oid, auths.oid, a.attnum, 'select'))) as ungranted,
  array(select relname::text from auths where relrowsecurity and not reader.rolsuper and not reader.rolbypassrls
    and (relforcerowsecurity or not pg_catalog.pg_has_role(reader.oid, relowner, 'usage'))
    and (not exists (select from policies where polrelid = auths.oid and polpermissive and shows_all)
      or exists (select from policies where polrelid = auths.oid and not polpermissive and not shows_all))
    order by pg_catalog.array_position(array['users', 'sessions', 'mfa_challenges', 'mfa_factors'], relname::text)
  ) as hidden,
  exists (select from policies join auths on auths.oid = polrelid where not polpermissive and not shows_all) as restricted
from reader`;

/** @returns undefined where that cannot be asked */
export type Look = (text: string) => Promise<Row | undefined>;

/** Why the guard cannot tell who verified, and what mends it. */
export async function guardsBlindness(look: Look): Promise<Blindness | undefined> {
  const row = await look(GUARDS_SIGHT);
  if (row === undefined) return undefined;
  if (row["there"] === false) return NOT_THERE;
  const isUngranted = row["ungranted"] === true;
  const hidden: string[] = [];
  for (const table of tablesIn(row["hidden"])) {
    // What it sees says more than what is written: a policy may name it in another way.
    const sees = row["asks_itself"] === true && !isUngranted &&
      // A policy's own condition may fail.
      (await look(`select exists (select from auth.${table}) as sees`).catch(() => undefined))?.["sees"] ===
        true;
    if (!sees) hidden.push(table);
  }
  if (!isUngranted && hidden.length === 0) return undefined;
  const isRestricted = hidden.length > 0 && row["restricted"] === true;
  return blindness(String(row["reader"]), { isUngranted, hidden, isRestricted });
}

const tablesIn = (hidden: unknown): string[] => Array.isArray(hidden) ? hidden.map(String) : [];

export interface Blindness {
  problem: Text;
  remedy: Text;
}

const NOT_THERE: Blindness = {
  problem: {
    en: "auth.users and auth.sessions are not in the ledger's database",
    zh: "账本数据库中没有 auth.users 和 auth.sessions",
  },
  remedy: {
    en: "Keep the ledger in Auth's own database",
    zh: "将账本放在 Auth 自己的数据库中",
  },
};

function blindness(
  reader: string,
  { isUngranted, hidden, isRestricted }: {
    isUngranted: boolean;
    hidden: readonly string[];
    /** By policies that no other one outweighs. */
    isRestricted: boolean;
  },
): Blindness {
  const statements = [
    ...isUngranted
      ? [
        `grant usage on schema auth to ${reader};`,
        `grant select on auth.users, auth.sessions, auth.mfa_challenges, auth.mfa_factors to ${reader};`,
      ]
      : [],
    ...hidden.map((table) => `create policy send_sms on auth.${table} for select to ${reader} using (true);`),
  ].join(" ");
  return {
    problem: isUngranted
      ? {
        en: `the ledger's owner, ${reader}, may not read Auth's tables`,
        zh: `账本所有者 ${reader} 无权读取 Auth 的表`,
      }
      : {
        en: `row level security hides the rows of Auth's tables from the ledger's owner, ${reader}`,
        zh: `行级安全策略（RLS）使账本所有者 ${reader} 看不到 Auth 各表的行`,
      },
    remedy: {
      en: `As the owner of Auth's tables run \`${statements}\`${
        isRestricted ? ", and except that role from the restrictive policies there" : ""
      }`,
      zh: `以 Auth 各表所有者的身份执行 \`${statements}\`${
        isRestricted ? "，并使该角色不受其中限制性（restrictive）策略的约束" : ""
      }`,
    },
  };
}
