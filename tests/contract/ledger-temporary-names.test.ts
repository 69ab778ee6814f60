import { expect, test } from "vitest";
import { createSchemaWorld } from "../support/postgres/schema.ts";

const { run, runAsHook } = createSchemaWorld();

const RULE = { scope: "total", subject: "", seconds: 60, max: 5, rule: "total 5/1m" };
const RECORD = { number_hash: "hash", number_mask: "+861380013****", prefix: "861380013", flow: "signin" };
/** What may be called by the hook's role, and runs with the owner's rights. */
const CALLS = {
  claim: `send_sms.claim('key', '${JSON.stringify([RULE])}', '${JSON.stringify(RECORD)}')`,
  settle: `send_sms.settle('key', '{"outcome": {"status": "accepted"}, "givesBack": false, "sendMs": 1}')`,
  outcome_of: "send_sms.outcome_of('key')",
  receive: `send_sms.receive('[{"outId": "key", "delivered": true, "reportedAt": "2026-08-20T12:00:00Z"}]')`,
  guard: "send_sms.guard('off')",
  purge: "send_sms.purge(90)",
};
/** Names of types that are no words of SQL's own, so that a temporary one would be found under them. */
const TYPES = ["text", "jsonb", "timestamptz", "uuid"];

test("the list is whole", async () => {
  const rows = await run(
    "select distinct proname from pg_proc where pronamespace = 'send_sms'::regnamespace and prosecdef " +
      "and has_function_privilege('send_sms_hook', oid, 'execute')",
  );
  expect(rows.map(({ proname }) => proname).toSorted()).toEqual(Object.keys(CALLS).toSorted());
});

// With an empty search path PostgreSQL looks for types among temporary ones first (Runtime Config, search_path), and
// a domain's check would run as the owner, who can read `auth`.
test.each(Object.entries(CALLS))(
  "%s runs no check of a temporary type with the owner's rights",
  async (_, call) => {
    const domains = TYPES.map((type) =>
      `create domain pg_temp.${type} as pg_catalog.${type} check (pg_temp.check_as(value is null))`
    );
    await runAsHook(`
    create function pg_temp.check_as(boolean) returns boolean language plpgsql as $$
      begin
        if current_user <> session_user then raise exception 'a check runs as %', current_user; end if;
        return true;
      end $$;
    ${domains.join(";")};
    select ${call}`);
  },
);
