import type { Row } from "../../hook/runtime/runtime.ts";
import type { Text } from "../text.ts";

/**
 * Whether the guard can tell who verified: what `send_sms.note_verified` reads, asked for its owner, as whom it reads.
 * The catalog tells every role. Auth has row level security on its tables (supabase/auth migration 20240612123726):
 * a grant alone shows none of their rows.
 */
export const GUARDS_SIGHT = `with needed (name, columns) as (values
    ('users', array['id', 'phone_confirmed_at', 'phone_change']),
    ('sessions', array['user_id', 'created_at']),
    ('mfa_factors', array['id', 'user_id', 'factor_type']),
    ('mfa_challenges', array['id', 'factor_id', 'created_at', 'verified_at'])),
  auths as (select c.*, w.columns, n.oid as schema from needed as w
    join pg_catalog.pg_class as c on c.relname = w.name
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace and n.nspname = 'auth'),
  reader as (select r.* from pg_catalog.pg_proc as p
    join pg_catalog.pg_namespace as n on n.oid = p.pronamespace and n.nspname = 'send_sms'
    join pg_catalog.pg_roles as r on r.oid = p.proowner where p.proname = 'guard')
select (select count(*) = 2 from auths where relname in ('users', 'sessions')) as there,
  pg_catalog.quote_ident(reader.rolname) as reader,
  exists (select from auths where not pg_catalog.has_schema_privilege(reader.oid, schema, 'usage')
    or exists (select from pg_catalog.pg_attribute as a where a.attrelid = auths.oid and a.attname = any (columns)
      and not pg_catalog.has_column_privilege(reader.oid, auths.oid, a.attnum, 'select'))) as ungranted,
  not reader.rolsuper and not reader.rolbypassrls and exists (select from auths where relrowsecurity
    and (relforcerowsecurity or not pg_catalog.pg_has_role(reader.oid, relowner, 'usage'))
    and not exists (select from pg_catalog.pg_policy where polrelid = auths.oid and polpermissive
      and polcmd in ('r', '*') and exists (select from pg_catalog.unnest(polroles) as role
        where role = 0 or pg_catalog.pg_has_role(reader.oid, role, 'usage')))) as hidden
from reader`;

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

/**
 * Why the guard cannot tell who verified, and what mends it.
 * @param row of `GUARDS_SIGHT`
 */
export function blindnessIn(row: Row | undefined): Blindness | undefined {
  if (row?.["there"] === false) return NOT_THERE;
  const isUngranted = row?.["ungranted"] === true;
  const isHidden = row?.["hidden"] === true;
  if (!isUngranted && !isHidden) return undefined;
  const reader = String(row?.["reader"]);
  const statements = [
    ...isUngranted
      ? [
        `grant usage on schema auth to ${reader};`,
        `grant select on auth.users, auth.sessions, auth.mfa_challenges, auth.mfa_factors to ${reader};`,
      ]
      : [],
    ...isHidden ? [`create policy send_sms on auth.users for select to ${reader} using (true);`] : [],
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
        isHidden ? " and the same policy on auth.sessions, auth.mfa_challenges and auth.mfa_factors" : ""
      }`,
      zh: `以 Auth 各表所有者的身份执行 \`${statements}\`${
        isHidden ? "，并在 auth.sessions、auth.mfa_challenges、auth.mfa_factors 上建立同样的策略" : ""
      }`,
    },
  };
}
