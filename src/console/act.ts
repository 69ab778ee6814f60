import type { LedgerDatabase } from "./ledger-database.ts";
import type { Act } from "./wire.ts";

/** What a person has blocked under the same name stays blocked. */
const UNBLOCK_GUARD =
  `select send_sms.unblock(c.subject) from send_sms.open_controls as c where c.made_by = 'guard'
  and c.subject not in (select by_people.subject from send_sms.open_controls as by_people
    where by_people.made_by <> 'guard')`;

/** Does what the owner has confirmed, on behalf of `actor`. */
export async function act(database: LedgerDatabase, wanted: Act, actor: string): Promise<void> {
  await database.write({ "send_sms.actor": actor }, async (query) => {
    switch (wanted.act) {
      case "pause":
        return await query("select send_sms.pause($1)", [wanted.reason]);
      case "resume":
        return await query("select send_sms.resume()");
      case "block":
        return await query("select send_sms.block($1, $2::int * interval '1 hour', $3)", [
          wanted.subject,
          wanted.hours,
          wanted.reason,
        ]);
      case "unblock":
        return await query("select send_sms.unblock($1)", [wanted.subject]);
      case "unblock_guard":
        return await query(UNBLOCK_GUARD);
    }
  });
}
