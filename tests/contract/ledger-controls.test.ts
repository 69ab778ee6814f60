import { describe, expect, test } from "vitest";
import { accepted } from "../support/hook/examples.ts";
import { readText } from "../support/hook/sources.ts";
import { NOON } from "../support/hook/runtime.ts";
import { createSchemaWorld } from "../support/postgres/schema.ts";

const { run, runAsHook, migrateAgain, clockAt, claim, settle } = createSchemaWorld();

describe("controls", () => {
  test("close no country that is none, and no more than a block of a mainland number", async () => {
    for (
      const [wrong, sentence] of [
        ["UK", /^No country code .* GB .* \/ .*“UK”$/],
        ["XX", /^No country code/],
        ["all of it", /^Neither a country .*"all of it" \/ /],
        ["+8613800138000", /first seven digits/],
      ] as const
    ) {
      await expect(run("select send_sms.block($1, '1 hour', 'a test')", [wrong])).rejects.toThrow(sentence);
    }
    await run("select send_sms.block('GB', '1 hour', 'a test')");
  });

  test.each(["1390000", " 138", "13800138000", "(139) 0", "1-38"])(
    "do not take %j, which is another country's without its code",
    async (what) => {
      await expect(run("select send_sms.block($1, null, 'pumped')", [what])).rejects.toThrow(
        /country code.*\+86/,
      );
      await run("select send_sms.block('+1390', null, 'pumped')");
      expect(await run("select send_sms.unblock('1390') as answer")).toEqual([{ answer: "unblocked 1390" }]);
    },
  );

  test("take no whole number abroad, which would close ten million and stand in the ledger", async () => {
    await expect(run("select send_sms.block('+44 20 7123 4567', null, 'one person')")).rejects.toThrow(
      /one number.* \+44207 would close/,
    );
    expect(await run("select from send_sms.controls")).toEqual([]);
    await run("select send_sms.block('+44207', null, 'pumped')");
  });

  test("say of a longer prefix abroad that it closes all that is known to begin so", async () => {
    const block = async (what: string) =>
      JSON.stringify(await run("select send_sms.block($1, null, 'pumped') as said", [what]));
    expect(await block("+1310555")).toMatch(/blocked 1310555 .*without its last seven digits/);
    for (const what of ["+8613800", "VN", "+852"]) expect(await block(what)).not.toMatch("seven digits");
  });

  test("take a reason of 500 characters and no longer one: it goes into the log with every refusal", async () => {
    const said = "x".repeat(501);
    await expect(run("select send_sms.pause($1)", [said])).rejects.toThrow("500 characters");
    await expect(run("select send_sms.block('VN', null, $1)", [said])).rejects.toThrow("500 characters");
    await run("select send_sms.pause($1)", [said.slice(1)]);
    await run("select send_sms.resume()");
  });

  test("are lifted as they stand, whatever an earlier release has let in", async () => {
    for (const subject of ["442071234567", "ip:what is no hash"]) {
      await run(
        "insert into send_sms.controls (kind, subject, reason, made_by, made_at) values ('blocked', $1, 'x', 'me', send_sms.clock())",
        [subject],
      );
      expect(await run("select send_sms.unblock($1) as answer", [subject])).toEqual([
        { answer: `unblocked ${subject}` },
      ]);
    }
  });

  test.each(["-2 hours", "0"])("do not begin for %s: nobody would be refused", async (lasting) => {
    await expect(run("select send_sms.block('CN', $1::interval, 'pumped')", [lasting])).rejects.toThrow(
      "over already",
    );
  });

  test("know every country that the hook knows", async () => {
    const rows = await run("select unnest(send_sms.countries()) as country");
    const ofTheHook = new Set(readText("src/hook/sms/country.ts").match(/\b[A-Z]{2}(?=: ")/g)).add("CN");
    expect(new Set(rows.map(({ country }) => country))).toEqual(ofTheHook);
  });

  test.each([["CN", "CN"], ["cn", "CN"], ["+86 138", "86138"], ["86", "86"], ["861380013", "861380013"]])(
    "block('%s') closes a mainland number, and a claim hears that it was %s",
    async (what, subject) => {
      await run("select send_sms.block($1, null, 'pumped')", [what]);
      expect(await claim("key")).toEqual({ status: "closed", control: "blocked", reason: "pumped", subject });
      await run("select send_sms.unblock($1)", [what]);
      expect((await claim("key")).status).toBe("claimed");
    },
  );

  test.each([["HK"], ["+852"], ["+8613900"]])("block('%s') closes nobody else", async (what) => {
    await run("select send_sms.block($1, null, 'pumped')", [what]);
    expect((await claim("key")).status).toBe("claimed");
  });

  test("end by themselves at the time that was said", async () => {
    await run("select send_sms.block('CN', interval '1 hour', 'pumped')");
    expect(await claim("key")).toMatchObject({
      status: "closed",
      until: expect.stringMatching(/^2026-08-20T13:00:00/),
    });
    await clockAt(NOON + 3_600_000);
    expect((await claim("key")).status).toBe("claimed");
  });

  test("by a person leave what the guard has closed until its own end", async () => {
    await run(`select send_sms.close('CN', 'on', send_sms.clock(), 'closed', '{"usualRate": 0.8}')`);
    await run("select send_sms.block('CN', interval '2 hours', 'pumped')");
    await run("select send_sms.block('CN', interval '1 hour', 'for now')");
    const open = () =>
      run(`select made_by, extract(epoch from until - made_at)::int / 3600 as hours from send_sms.controls
        where lifted_at is null order by id`);
    expect(await open()).toEqual([{ made_by: "guard", hours: 24 }, { made_by: "postgres", hours: 1 }]);
    await run("select send_sms.unblock('CN')");
    expect(await open()).toEqual([]);
  });

  test("do not take an answer back that was given", async () => {
    await claim("key");
    await settle("key");
    await run("select send_sms.pause('budget')");
    expect(await claim("key")).toEqual({ status: "duplicate", outcome: accepted() });
    expect(await claim("another")).toEqual({ status: "closed", control: "paused", reason: "budget" });
  });

  test("say who made them: whoever has logged in, or on whose behalf", async () => {
    await run("select send_sms.pause('budget')");
    await run("select set_config('send_sms.actor', 'finance', false), send_sms.block('CN', null, 'pumped')");
    expect(await run("select kind, made_by from send_sms.controls order by id")).toEqual([
      { kind: "paused", made_by: "postgres" },
      { kind: "blocked", made_by: "finance" },
    ]);
  });

  test.each([["Mars"], [""], ["+86x"], ["0138"]])(
    "block('%s') is refused in both languages",
    async (what) => {
      await expect(run("select send_sms.block($1, null, 'x')", [what])).rejects.toThrow(/such as CN.*号段/);
    },
  );

  test("a number that an operator wrote into a reason is not handed on", async () => {
    await run("select send_sms.pause('complaint of 138 0013 8000')");
    expect(await claim("key")).toMatchObject({ reason: "complaint of ****" });
    await run(
      `delete from send_sms.controls; insert into send_sms.controls (kind, subject, reason, made_by, made_at)
      values ('blocked', '8613800138000', 'by hand', 'me', send_sms.clock())`,
    );
    expect(await claim("key")).toEqual({ status: "closed", control: "blocked", reason: "by hand" });
  });
});

describe("the role of the hook", () => {
  test.each([
    "select * from send_sms.requests",
    "select * from send_sms.recent",
    "insert into send_sms.counters (scope, subject, seconds, closes_at, count) values ('total', '', 1, now(), 0)",
    "select send_sms.pause('x')",
    "select send_sms.forget('x')",
    "call send_sms.look()",
    "create table send_sms.mine ()",
  ])("may not: %s", async (statement) => {
    await expect(runAsHook(statement)).rejects.toMatchObject({ code: "42501" });
  });

  test("is not the only one that is kept out: the roles of the API are too", async () => {
    await run("create role anon; create role authenticated; create role service_role");
    await run(
      "grant all on schema send_sms to service_role; grant all on all tables in schema send_sms to anon",
    );
    await migrateAgain();
    const rights = await run(
      `select rolname from pg_roles where rolname in ('anon', 'authenticated', 'service_role') and (
        has_schema_privilege(rolname, 'send_sms', 'usage') or has_table_privilege(rolname, 'send_sms.requests', 'select')
        or has_function_privilege(rolname, 'send_sms.claim(text, jsonb, jsonb)', 'execute'))`,
    );
    expect(rights).toEqual([]);
  });

  test("meets row-level security on every table, and no function of its may be led astray by a search path", async () => {
    expect(
      await run(
        "select relname from pg_class where relnamespace = 'send_sms'::regnamespace and relkind = 'r' and not relrowsecurity",
      ),
    ).toEqual([]);
    expect(
      await run(
        "select proname from pg_proc where pronamespace = 'send_sms'::regnamespace and prosecdef and not 'search_path=pg_catalog, pg_temp' = any (proconfig)",
      ),
    ).toEqual([]);
  });
});
