/** Where the role of a connection is a superuser and the schema `send_sms` is not a superuser's. */
const OWNED_BY_A_LESSER = `select pg_catalog.quote_ident(o.rolname) as owner
  from pg_catalog.pg_namespace as n join pg_catalog.pg_roles as o on o.oid = n.nspowner
  join pg_catalog.pg_roles as me on me.rolname = current_user
  where n.nspname = 'send_sms' and me.rolsuper and not o.rolsuper`;

/**
 * To be asked before anything of the ledger is: whoever may create a schema may have made this one, and its functions,
 * views and triggers would run with a superuser's rights. `set role` is no wall, for they may set it back.
 * @returns what is wrong with the address, if anything
 */
export async function lesserOwner(
  query: (text: string) => Promise<readonly Record<string, unknown>[]>,
): Promise<{ en: string; zh: string } | undefined> {
  const [row] = await query(OWNED_BY_A_LESSER);
  if (!row) return undefined;
  const owner = String(row["owner"]);
  return {
    en:
      `names a superuser, and the schema send_sms belongs to ${owner}, whose functions would run with all rights: ` +
      `connect as ${owner}; if that is none of yours, look at it and drop the schema first`,
    zh:
      `中的用户是超级用户，而 schema send_sms 属于 ${owner}，其中的函数会以超级用户权限执行：请以 ${owner} 的身份连接；` +
      "如果它不是你创建的，请先检查并删除该 schema",
  };
}
