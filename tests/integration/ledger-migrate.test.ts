import { readdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SCHEMA_VERSION } from "../../src/hook/ledger/postgres-start.ts";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { runProgram } from "../support/local-world-process.ts";
import { migrate, sql, startTestPostgres, withClient } from "../support/postgres/server.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startTestPostgres();
  await migrate(server.url);
});
afterAll(() => server.remove());
beforeEach(() => sql(server.url, "truncate send_sms.prices"));

describe("npm run ledger:migrate", () => {
  async function withPrices(prices: Record<string, string>) {
    const running = runProgram("src/cli/ledger-migrate.ts", ["--"], {
      SMS_LEDGER_DATABASE_URL: server.url,
      ...prices,
    });
    const code = await running.exited;
    return { code, out: running.stdout(), err: running.stderr() };
  }

  test("says which prices it wrote, and which are gone", async () => {
    const first = await withPrices({ SMS_PRICE_CN: "0.045", SMS_PRICE_HK: "0.3", SMS_PRICE_DEFAULT: "0.5" });
    expect(first.out).toMatch(/\nPrices: CN 0\.045 CNY, HK 0\.3 CNY, elsewhere 0\.5 CNY\n$/);
    const second = await withPrices({ SMS_PRICE_CN: "0.045", LANG: "zh_CN.UTF-8" });
    expect(second.out).toMatch(/\n价格：CN 0\.045 CNY；已删除：(HK、其他地区|其他地区、HK)\n$/);
    expect((await withPrices({})).out).not.toMatch(/Prices/);
    expect(await sql(server.url, "select country from send_sms.prices")).toEqual([{ country: "CN" }]);
  });

  test("leaves a later release's ledger alone, its prices too, and says so", async () => {
    const version = (number: number) =>
      sql(
        server.url,
        `create or replace function send_sms.version() returns integer language sql as 'select ${number}'`,
      );
    await sql(server.url, "insert into send_sms.prices values ('CN', 1, 'CNY')");
    await version(SCHEMA_VERSION + 1);
    const { code, out } = await withPrices({ SMS_PRICE_CN: "0.045" });
    const unpriced = await withPrices({ LANG: "zh_CN.UTF-8" });
    await version(SCHEMA_VERSION);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^The ledger in \S+ is at version \d+, of a later release .*left as it is; SMS_PRICE_… was not written\.\n$/,
    );
    expect(unpriced.out).toMatch(/^\S+ 中的账本已是版本 \d+，高于.*，未作改动。\n$/);
    expect(await sql(server.url, "select price from send_sms.prices")).toEqual([{ price: "1" }]);
  });

  test("says that somebody reads for long, and that nothing was changed", async () => {
    const { code, err } = await withClient(server.url, async (reader) => {
      await reader.query("begin; select from send_sms.recent limit 1");
      return await withPrices({});
    });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/^Somebody reads or changes the ledger .*nothing was changed/),
    });
    expect(await withPrices({})).toMatchObject({ code: 0 });
  });

  test("by another than the ledger's owner is refused, before anything of the owner's is called", async () => {
    const url = server.url.replace("/postgres?", "/of_alice?");
    await sql(
      server.url,
      "create role alice login password 'none'; create role stranger login password 'none'",
    );
    await sql(server.url, "create database of_alice owner alice");
    const of = (user: string) => url.replace("postgres:none@", `${user}:none@`);
    // She makes it first, and waits for somebody who may do more.
    await sql(
      of("alice"),
      `create schema send_sms; create function send_sms.version() returns integer language plpgsql as $$ begin
        if (select rolsuper from pg_roles where rolname = session_user) then
          perform set_config('role', session_user, true); alter role alice superuser;
        end if; return 0; end $$; grant usage on schema send_sms to public`,
    );
    const running = async (program: string, user: string, ...args: string[]) => {
      const env = { SMS_LEDGER_DATABASE_URL: of(user), SMS_LEDGER_KEY: "ledger-key-of-a-test-000000000000" };
      const one = runProgram(program, ["--", ...args], env);
      return { code: await one.exited, err: one.stderr() };
    };
    const migrating = (user: string) => running("src/cli/ledger-migrate.ts", user);
    const refused = { code: 1, err: expect.stringMatching(/belongs to alice, .*connect as alice/) };
    expect(await migrating("postgres")).toEqual(refused);
    expect(await running("src/cli/ledger-forget.ts", "postgres", "+8613800138000")).toEqual(refused);
    expect(await running("src/console/serve.ts", "postgres", "--port", "0")).toEqual(refused);
    for (const file of await readdir("supabase/migrations")) {
      const text = await readFile(`supabase/migrations/${file}`, "utf8");
      await expect(sql(url, text)).rejects.toThrow(/belongs to alice: apply this as that role/);
    }
    expect(await migrating("stranger")).toEqual({
      code: 1,
      err: expect.stringMatching(/^This command needs the ledger's owner/),
    });
    expect(await sql(url, "select rolsuper from pg_roles where rolname = 'alice'")).toEqual([{
      rolsuper: false,
    }]);
    await sql(of("alice"), "drop schema send_sms cascade");
    expect(await migrating("alice")).toMatchObject({ code: 0 });
    await expect(sql(of("stranger"), "select send_sms.version()")).rejects.toMatchObject({ code: "42501" });
  });

  test("by a member of the owner's role without its rights of itself acts as the owner, its prices too", async () => {
    await sql(
      server.url,
      "create role owners nologin createrole; create role deployer login noinherit in role owners",
    );
    await sql(server.url, "create database of_owners owner owners");
    const url = server.url.replace("/postgres?", "/of_owners?").replace("postgres:none@", "deployer:none@");
    const migrating = async () => {
      const running = runProgram("src/cli/ledger-migrate.ts", ["--"], {
        SMS_LEDGER_DATABASE_URL: url,
        SMS_PRICE_CN: "0.045",
      });
      return { code: await running.exited, out: running.stdout(), err: running.stderr() };
    };
    await withClient(url, async (client) => {
      await client.query("begin; set local role owners; create schema send_sms; commit");
    });
    expect(await migrating()).toMatchObject({ code: 0, err: "" });
    await expect(sql(url, "select send_sms.version()")).rejects.toMatchObject({ code: "42501" });
    expect(await migrating()).toEqual({
      code: 0,
      err: "",
      out: expect.stringMatching(/^The ledger in .* is at version \d+ already.*Prices: CN 0\.045 CNY\n$/s),
    });
  });

  test.each([["a database without a ledger", false], ["its own ledger", true]])(
    "tells a role that may not create a schema so, over %s, with what lets it",
    async (_, itsOwn) => {
      const database = itsOwn ? "once allowed" : "never allowed";
      await sql(server.url, `create database "${database}"`);
      await sql(server.url, `create role "${database}" login`);
      const grant = `grant create on database "${database}" to "${database}"`;
      const url = server.url.replace("postgres:none@", `${database}:none@`).replace(
        "/postgres?",
        `/${database}?`,
      );
      if (itsOwn) {
        await sql(server.url, grant);
        await migrate(url);
        await sql(server.url, grant.replace("grant", "revoke").replace(" to ", " from "));
      }
      const migrating = async (env = {}) => {
        const running = runProgram("src/cli/ledger-migrate.ts", ["--"], {
          SMS_LEDGER_DATABASE_URL: url,
          ...env,
        });
        return { code: await running.exited, err: running.stderr() };
      };
      const { code, err } = await migrating();
      expect(code).toBe(1);
      expect(err).toMatch(
        /^Cannot run this command:\n {2}- SMS_LEDGER_DATABASE_URL leads to .* may not create a schema/,
      );
      expect(err).toContain(`run \`${grant}\`, then`);
      expect((await migrating({ LANG: "zh_CN.UTF-8" })).err).toMatch(/不允许角色 .* 创建 schema/);
      await sql(server.url, grant);
      expect(await migrating()).toMatchObject({ code: 0 });
    },
  );

  test("names the view of the owner's that a renewed function cannot go for, and what to do", async () => {
    await sql(
      server.url,
      `drop function send_sms.lift_proven(send_sms.guard_state, timestamptz);
      create function send_sms.lift_proven(state send_sms.guard_state, at timestamptz) returns bigint
        language sql as 'select 0::bigint';
      create view send_sms.mine as select send_sms.lift_proven(s, now()) as n from send_sms.guard_state as s`,
    );
    const { code, err } = await withPrices({});
    expect(code).toBe(1);
    expect(err).toMatch(
      /view send_sms\.mine depends on .*lift_proven.*\. Drop what depends on it, run this again/,
    );
    await sql(server.url, "drop view send_sms.mine");
    expect(await withPrices({})).toMatchObject({ code: 0 });
  });

  test("says where the guard cannot tell who verified, and no more once it can", async () => {
    const blind = /the guard finds nothing: (.*)\. (.*); where that may not be done, set SMS_GUARD=off/;
    const told = async () => blind.exec((await withPrices({})).out)?.slice(1);
    expect(await told()).toEqual([
      "auth.users and auth.sessions are not in the ledger's database",
      "Keep the ledger in Auth's own database",
    ]);
    // What it advises was done.
    for (const SMS_GUARD of ["off", " OFF "]) {
      expect((await withPrices({ SMS_GUARD })).out).not.toMatch(/guard finds nothing|SMS_GUARD/);
    }
    expect((await withPrices({ SMS_GUARD: "on" })).out).toMatch(blind);
    await sql(
      server.url,
      "create schema auth; create table auth.users (id uuid); create table auth.sessions ()",
    );
    expect(await told()).toBeUndefined();
    await sql(server.url, "create role plain; alter function send_sms.guard(text) owner to plain");
    expect(await told()).toEqual([
      "the ledger's owner, plain, may not read Auth's tables",
      "As the owner of Auth's tables run `grant usage on schema auth to plain; grant select on auth.users, auth.sessions, " +
      "auth.mfa_challenges, auth.mfa_factors to plain;`",
    ]);
    await sql(server.url, "alter function send_sms.guard(text) owner to postgres; drop role plain");
    await sql(server.url, "drop schema auth cascade");
  });

  test("refuses a price of no country before it touches anything", async () => {
    await sql(server.url, "insert into send_sms.prices values ('CN', 1, 'CNY')");
    expect(await withPrices({ SMS_PRICE_XX: "0.5", SMS_PRICE_chn: "1" })).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(
        /SMS_PRICE_XX is no country's price.*\n.*SMS_PRICE_chn is no country's price/,
      ),
    });
    expect(await sql(server.url, "select country from send_sms.prices")).toEqual([{ country: "CN" }]);
  });
});
