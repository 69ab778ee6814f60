import type { LedgerDatabase } from "./ledger-database.ts";
import type { Act } from "./wire.ts";

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
    }
  });
}
