import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { AUTHS_TABLES } from "../support/doctor/auths-tables.ts";
import { alarmsOf, createDoctorWorld } from "../support/doctor/seeds.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres } from "../support/postgres/server.ts";

/** A ledger's owner who is no superuser, with every right on Auth's tables. */
const PLAIN_OWNER =
  `create role plain login password 'none'; select send_sms.let_read('plain'); alter function send_sms.guard(text) owner to plain;
  grant usage on schema auth to plain; grant select on all tables in schema auth to plain`;
const NO_PLAIN_OWNER = `alter function send_sms.guard(text) owner to postgres;
  drop owned by plain; drop role plain`;

const world = createDoctorWorld();
let server: PostgresServer;
let url: string;
beforeAll(async () => {
  // A command's connections end with it, and here many run in one process.
  server = await startTestPostgres({ max_connections: "120" });
  await migrate(server.url);
  await sql(server.url, AUTHS_TABLES);
  url = await hookRoleUrl(server.url);
}, 60_000);
afterAll(() => server.remove());

const findingsOf = async (env: Record<string, string> = {}, ownersUrl?: string) =>
  (await world().examine({
    env: { SMS_LEDGER: "postgres", SMS_LEDGER_DATABASE_URL: url, ...env },
    options: () => ({ processEnv: { SMS_LEDGER_DATABASE_URL: ownersUrl } }),
  })).findings;
const asPlain = () => server.url.replace("postgres:none@", "plain:none@");

describe("the guard", () => {
  const guard = async (mode: string, ownersUrl?: string) =>
    (await findingsOf({ SMS_GUARD: mode }, ownersUrl)).filter(({ id }) => id.startsWith("guard_")).map((
      { id, level },
    ) => `${level} ${id}`);
  test("that is off is named first, and nothing else is", async () => {
    expect(alarmsOf(await findingsOf({ SMS_GUARD: "off" }))).toMatchObject([{
      id: "guard_off",
      subject: "SMS_GUARD",
    }]);
  });

  test.each([["observe", "guard_observes"], ["on", "guard_on"]])(
    "that is %s is no alarm",
    async (mode, id) => {
      expect(await guard(mode)).toEqual([`info ${id}`]);
    },
  );

  describe.each<[string, string, string]>([
    ["Auth's schema", "drop schema auth cascade", `drop schema if exists auth cascade; ${AUTHS_TABLES}`],
    [
      "one of Auth's tables",
      "alter table auth.sessions rename to gone",
      "alter table auth.gone rename to sessions",
    ],
    ["the right to enter it", `${PLAIN_OWNER}; revoke usage on schema auth from plain`, NO_PLAIN_OWNER],
    [
      "the right to read one column",
      `${PLAIN_OWNER}; revoke select on auth.users from plain; grant select (id, phone_change) on auth.users to plain`,
      NO_PLAIN_OWNER,
    ],
    [
      "the right to read second factors",
      `${PLAIN_OWNER}; revoke select on auth.mfa_challenges from plain`,
      NO_PLAIN_OWNER,
    ],
    [
      "a policy that shows the owner a table's rows",
      `${PLAIN_OWNER}; alter table auth.users enable row level security`,
      `alter table auth.users disable row level security; ${NO_PLAIN_OWNER}`,
    ],
  ])("in a database without %s", (_what, without, again) => {
    beforeAll(() => sql(server.url, without));
    afterAll(() => sql(server.url, again));

    test.each(["on", "observe", undefined])("and set to %s finds nothing, which is named", async (mode) => {
      const env = mode === undefined ? {} : { SMS_GUARD: mode };
      const [first, ...others] = alarmsOf(await findingsOf(env));
      expect({ first, others }).toMatchObject({
        first: { id: "guard_blind", level: "warn", subject: "SMS_GUARD" },
        others: [],
      });
      for (const text of [first?.en, first?.zh]) {
        expect(text).toMatch(new RegExp(`^SMS_GUARD (is|为) ${mode ?? "observe"}`));
      }
    });

    // What the remedy of the finding above names.
    test("and off is no alarm, for there is nothing that it misses", async () => {
      expect(await guard("off")).toEqual(["info guard_off_blind"]);
    });
  });

  test.each<[string, string]>([
    ["the rights alone", ""],
    [
      "the rights column by column",
      `revoke select on auth.users from plain; grant select (id, phone_confirmed_at, phone_change) on auth.users to plain;`,
    ],
    [
      "a policy under row level security",
      "alter table auth.users enable row level security; create policy p on auth.users for select to plain using (true);",
    ],
    ["bypassrls", "alter table auth.users enable row level security; alter role plain bypassrls;"],
  ])("sees who verified through an owner with %s", async (_what, also) => {
    await sql(server.url, `${PLAIN_OWNER}; ${also}`);
    try {
      expect(await guard("on")).toEqual(["info guard_on"]);
    } finally {
      await sql(server.url, `alter table auth.users disable row level security; ${NO_PLAIN_OWNER}`);
    }
  });

  // Of a policy for an app's users an owner without a token sees nothing.
  test.each<[string, string, string]>([
    [
      "for an app's users alone",
      "for select to public using (current_setting('a.token', true) is not null)",
      "",
    ],
    ["for other roles", "for select to pg_monitor using (true)", ""],
    ["for changes alone", "for update to plain using (true)", ""],
    [
      "beside a restrictive one",
      "for select to plain using (true)",
      "create policy q on auth.users as restrictive for select to public using (false);",
    ],
  ])("is blind through an owner with a policy %s", async (_what, policy, also) => {
    await sql(
      server.url,
      `${PLAIN_OWNER}; alter table auth.users enable row level security; create policy p on auth.users ${policy}; ${also}
        insert into auth.users (id) values (gen_random_uuid())`,
    );
    try {
      expect(await guard("on")).toEqual(["warn guard_blind"]);
      expect(await guard("on", asPlain())).toEqual(["warn guard_blind"]);
    } finally {
      await sql(
        server.url,
        `drop policy p on auth.users; drop policy if exists q on auth.users; truncate auth.users;
          alter table auth.users disable row level security; ${NO_PLAIN_OWNER}`,
      );
    }
  });

  test("is not blind where its owner sees rows by a policy of another wording", async () => {
    await sql(
      server.url,
      `${PLAIN_OWNER}; alter table auth.users enable row level security;
        create policy p on auth.users for select to public using (current_user = 'plain');
        insert into auth.users (id) values (gen_random_uuid())`,
    );
    try {
      expect(await guard("on", asPlain())).toEqual(["info guard_on"]);
    } finally {
      await sql(
        server.url,
        `drop policy p on auth.users; truncate auth.users; alter table auth.users disable row level security;
          ${NO_PLAIN_OWNER}`,
      );
    }
  });

  test("is mended by what its remedy says", async () => {
    const policies = (table: string) =>
      `create policy send_sms on auth.${table} for select to "Plain Owner" using (true);`;
    await sql(
      server.url,
      `create role "Plain Owner"; alter function send_sms.guard(text) owner to "Plain Owner";
        alter table auth.users enable row level security; alter table auth.sessions enable row level security`,
    );
    const blind = (await findingsOf()).find(({ id }) => id === "guard_blind");
    const [statements, others] = [blind?.remedy.en, blind?.remedy.zh].map((text) =>
      /`(.+)`/.exec(text ?? "")?.[1]
    );
    expect(blind?.en).toContain('the ledger\'s owner, "Plain Owner", may not read');
    expect(statements).toBe(others);
    expect(statements).toContain(policies("users"));
    expect(statements).toContain(policies("sessions"));
    await sql(server.url, statements ?? "");
    expect(await guard("on")).toEqual(["info guard_on"]);
  });
});
