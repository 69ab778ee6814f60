import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAsk } from "../support/console/ask.ts";
import { PERSON } from "../support/console/traffic.ts";
import { consoleOn, type ConsoleWorld, startConsoleWorld } from "../support/console/world.ts";
import { sql } from "../support/postgres/server.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld();
});
afterAll(() => world?.close());

const { get, post, read } = createAsk(() => world.console.url);

describe("the console's server", () => {
  test("tells today, the newest requests with their remedies, and what is closed", async () => {
    const now = await read("/api/now?zone=UTC");
    expect(now).toMatchObject({
      database: "127.0.0.1/postgres",
      mayAct: true,
      mayFind: true,
      currency: "CNY",
      knowsVerified: true,
      hasAuth: false,
      knowsDelivered: true,
      controls: [{
        kind: "blocked",
        subject: "84903",
        made_by: "guard",
        evidence: { sent: 214, verified: 2 },
      }],
    });
    expect(now.recent).toHaveLength(100);
    const limited = now.recent.find(({ status }: { status: string }) => status === "limited");
    expect(limited.remedy.en).toContain("SMS_LIMIT_PER_NUMBER");
    expect(limited.remedy.zh).toContain("SMS_LIMIT_PER_NUMBER");
  });

  test.each([["day", 24, 3_600_000], ["month", 30, 86_400_000]] as const)(
    "tells a %s in %d steps without a gap, and its sums",
    async (range, steps, ms) => {
      const history = await read(`/api/history?range=${range}&zone=UTC`);
      const times = history.points.map(({ at }: { at: string }) => Date.parse(at));
      expect(times).toHaveLength(steps);
      expect(times.slice(1).map((at: number, index: number) => at - times[index])).toEqual(
        Array(steps - 1).fill(ms),
      );
      const total = (rows: { requests: number }[]) => rows.reduce((sum, { requests }) => sum + requests, 0);
      expect(total(history.countries)).toBe(total(history.points));
      expect(history.countries.map(({ country }: { country: string }) => country).sort()).toEqual([
        "CN",
        "HK",
        "VN",
      ]);
      expect(history.templates.length).toBe(2);
      expect(history.reasons.map(({ status }: { status: string }) => status)).toContain("limited");
      for (const { remedy } of history.reasons) {
        expect(remedy).toMatchObject({
          en: expect.stringMatching(/./),
          zh: expect.stringMatching(/[一-鿿]/),
        });
      }
    },
  );

  test.each(
    [
      ["points", "at", "by_time('day', "],
      ["countries", "country", "by_country("],
      ["templates", "api, sign, template", "by_template("],
      ["prefixes", "country, prefix", "by_prefix("],
      ["reasons", "status, reason", "by_reason("],
    ] as const,
  )("tells of a month's %s what the views tell", async (part, columns, view) => {
    const history = await read("/api/history?range=month&zone=UTC");
    const since = history.points[0].at;
    const sums = part === "reasons"
      ? "sum(requests)::int as requests, max(newest) as newest"
      : `sum(requests)::int as requests, sum(sent)::int as sent, sum(delivered)::int as delivered,
        sum(verified)::int as verified, case when count(cost) = count(*) then sum(cost)::float8 end as cost`;
    const rows = await sql(
      `${world.server.url}&options=-c%20TimeZone=UTC`,
      `select jsonb_agg(r) as rows from (select ${columns}, ${sums} from send_sms.${view}$1, 'infinity')
        group by ${columns} ${part === "prefixes" ? "order by sum(sent) desc, prefix limit 40" : ""}) as r`,
      [since],
    );
    const expected = rows[0]?.["rows"] as object[];
    const columnsOf = Object.keys(expected[0] ?? {});
    const told = history[part].map((row: Record<string, unknown>) =>
      Object.fromEntries(columnsOf.map((name) => [name, row[name]]))
    );
    const sorted = (all: object[]) => all.map((row) => JSON.stringify(row)).sort();
    expect(sorted(told)).toEqual(sorted(expected));
    expect(expected.length).toBeGreaterThan(1);
  });

  test("counts each number of a block once, however many days it asks on", async () => {
    const { points, prefixes } = await read("/api/history?range=month&zone=UTC");
    const counted = await world.run(
      `select prefix, count(distinct number_hash)::int as numbers from send_sms.requests
        where created_at >= $1 group by prefix`,
      [points[0].at],
    );
    const numbersOf = new Map(counted.map(({ prefix, numbers }) => [prefix, numbers]));
    for (const { prefix, numbers } of prefixes) {
      expect([prefix, numbers]).toEqual([prefix, numbersOf.get(prefix)]);
    }
    expect(numbersOf.get("8529")).toBeGreaterThan(200);
  });

  test.each(["/api/now", "/api/now?zone=Mars", "/api/history?zone=UTC", "/api/history?range=year&zone=UTC"])(
    "does not understand %s",
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text).problem).toEqual({
        en: expect.stringMatching(/./),
        zh: expect.stringMatching(/./),
      });
    },
  );
});

describe("one person's requests", () => {
  test.each([PERSON, "138 0013 8000", "0086-138-0013-8000", "＋86 138 0013 8000"])(
    "are found by %s",
    async (phone) => {
      const { status, body } = await post("/api/person", { phone });
      expect(status).toBe(200);
      expect(body.mask).toBe("+861380013****");
      expect(body.requests.length).toBe(3);
    },
  );

  test("are none of somebody else's, and of a text that is no number there is a sentence", async () => {
    expect((await post("/api/person", { phone: "+8613800138001" })).body.requests).toEqual([]);
    const { status, body } = await post("/api/person", { phone: "12" });
    expect([status, body.problem.en]).toEqual([
      422,
      expect.stringContaining("a number has its plus sign and country code, such as +8613800138000"),
    ]);
  });

  test("cannot be asked for in an address, and no answer holds the number", async () => {
    expect((await get(`/api/person?phone=${encodeURIComponent(PERSON)}`)).status).toBe(404);
    const { body } = await post("/api/person", { phone: PERSON });
    expect(JSON.stringify(body)).not.toMatch(/13800138000/);
    expect(JSON.stringify(body)).not.toContain("number_hash");
  });

  test("leave nothing of the number in the database, nor in a statement that it ran", async () => {
    await post("/api/person", { phone: PERSON });
    const seen = await world.run(
      "select query from pg_stat_activity where application_name = 'send-sms console'",
    );
    expect(JSON.stringify(seen)).not.toContain("13800138000");
    expect(JSON.stringify(await world.run("select * from send_sms.requests"))).not.toContain("13800138000");
  });

  test("need the function's key", async () => {
    const console = await consoleOn(world.server.url, { ledgerKey: undefined });
    expect((await read("/api/now?zone=UTC", console.url)).mayFind).toBe(false);
    const { status, body } = await post("/api/person", { phone: PERSON }, console.url);
    expect([status, body.problem.zh]).toEqual([409, expect.stringContaining("SMS_LEDGER_KEY")]);
    await console.close();
  });
});
