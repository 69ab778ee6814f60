import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { randomMainland, signupBody } from "../support/hook/bodies.ts";
import { type Answer, type HookProcess, startHook } from "../support/hook/process.ts";
import { type Fleet, startFleet } from "../support/postgres/fleet.ts";
import { sql } from "../support/postgres/server.ts";

/** Below the five seconds that Auth waits, by more than a slow machine takes. */
const LATEST_MS = 4_200;

/** Room for the connections of three processes and nobody else; the owner has some besides. */
const FREE_FOR_ALL = 6;
const SETTINGS = { max_connections: "18", superuser_reserved_connections: "12" };

const OF_THE_HOOK = "from pg_stat_activity where usename = 'send_sms_hook'";

let fleet: Fleet;
/** The processes that refuse while the ledger is down, and the one that sends, to which both copies of a request go. */
let underTest: Record<"refuse" | "send", readonly HookProcess[]>;
beforeAll(async () => {
  fleet = await startFleet({ processes: 2, settings: SETTINGS });
  const sends = await startHook({ ...fleet.env, SMS_ON_LEDGER_DOWN: "send" });
  fleet.hooks.push(sends);
  underTest = { refuse: fleet.hooks.slice(0, 2), send: [sends, sends] };
}, 60_000);
afterAll(() => fleet.close());

/**
 * Requests that come all the time, each of them twice. One user sends no copies: where the outcome of what was just
 * sent is lost, a copy waits for it for longer than a fault lasts, and all the others may wait like that.
 */
function startLoad(hooks: readonly HookProcess[]) {
  const answers: { phone: string; at: number; answer: Answer }[] = [];
  let running = true;
  async function user(copies: readonly HookProcess[]): Promise<void> {
    while (running) {
      const phone = randomMainland();
      const body = signupBody("v2.196.0", { phone });
      await Promise.all(copies.map(async (hook) => {
        const answer = await hook.send(body);
        answers.push({ phone, at: Date.now(), answer });
      }));
      await sleep(20);
    }
  }
  const users = [...Array.from({ length: 6 }, () => user(hooks)), user(hooks.slice(0, 1))];
  return {
    answers,
    async stop() {
      running = false;
      await Promise.all(users);
    },
  };
}

/** Why the ledger was down, as the log says. */
const causesOf = (hooks: readonly HookProcess[]): string[] =>
  hooks.flatMap((hook) => hook.entries().map(({ ledgerDown }) => String(ledgerDown)));

const accepted = ({ answer }: { answer: Answer }) => JSON.stringify(answer.body) === "{}";

type OnLedgerDown = keyof typeof underTest;

/** What must hold whatever befalls the database. */
async function underLoad(
  onLedgerDown: OnLedgerDown,
  fault: () => Promise<void>,
  repair: () => Promise<void>,
): Promise<void> {
  const load = startLoad(underTest[onLedgerDown]);
  await sleep(700);
  const before = load.answers.length;
  await fault();
  await sleep(2_500);
  const during = load.answers.length;
  await repair();
  const repairedAt = Date.now();
  await sleep(2_500);
  await load.stop();
  expect(load.answers.slice(0, before).every(accepted)).toBe(true);
  for (const { phone, answer } of load.answers) {
    expect(fleet.sent.get(phone) ?? 0, `SMS to one request, answered ${JSON.stringify(answer)}`)
      .toBeLessThanOrEqual(1);
    expect(answer.ms).toBeLessThan(LATEST_MS);
    expect(answer.status).toBe(200);
  }
  const later = load.answers.filter(({ at }) => at > repairedAt + 1_500);
  expect(later.length).toBeGreaterThan(10);
  expect(later.filter(accepted)).toHaveLength(later.length);
  const refused = load.answers.slice(before, during).filter((one) => !accepted(one))
    .map(({ answer }) => JSON.stringify(answer.body));
  if (onLedgerDown === "send") return expect(refused).toEqual([]);
  expect(refused.length).toBeGreaterThan(0);
  for (const body of refused) expect(body).toContain("sms_provider_unavailable");
}

describe.each<OnLedgerDown>(["refuse", "send"])(
  "with SMS_ON_LEDGER_DOWN=%s, while Postgres",
  (onLedgerDown) => {
    test(
      "is killed and starts again, nothing is doubled, nobody waits too long, and it comes back by itself",
      () => underLoad(onLedgerDown, () => fleet.server.stop("SIGQUIT"), () => fleet.server.start()),
      30_000,
    );

    test(
      "is shut down in order and starts again",
      () => underLoad(onLedgerDown, () => fleet.server.stop(), () => fleet.server.start()),
      30_000,
    );

    test("stands still", async () => {
      // Its children do the work: each connection is one.
      const pids =
        (await sql(fleet.server.url, "select pid from pg_stat_activity where pid <> pg_backend_pid()"))
          .map(({ pid }) => Number(pid));
      const all = [Number(fleet.server.process.pid), ...pids];
      await underLoad(
        onLedgerDown,
        () => Promise.resolve(all.forEach((pid) => process.kill(pid, "SIGSTOP"))),
        () => Promise.resolve(all.forEach((pid) => process.kill(pid, "SIGCONT"))),
      );
    }, 30_000);

    test("has no connection left", async () => {
      const takers: pg.Client[] = [];
      async function take(): Promise<void> {
        const client = new pg.Client({ connectionString: fleet.server.url });
        await client.connect();
        takers.push(client);
      }
      await underLoad(
        onLedgerDown,
        async () => {
          // What is left then is kept for the owner.
          for (let i = 0; i < FREE_FOR_ALL; i++) await take();
          const [owner] = takers;
          if (!owner) throw new Error("the first connection is the owner's");
          // Who is quick connects again to what ending its connection leaves; so that is taken, too, until none is theirs.
          for (let isHeld = true; isHeld;) {
            await owner.query(`select pg_terminate_backend(pid) ${OF_THE_HOOK}`);
            while (await take().then(() => true, () => false));
            isHeld = (await owner.query(`select pid ${OF_THE_HOOK}`)).rows.length > 0;
          }
        },
        async () => void await Promise.all(takers.map((client) => client.end())),
      );
    }, 30_000);
  },
);

test("the log says why the ledger was down, and the database saw no deadlock", async () => {
  const causes = causesOf(fleet.hooks);
  expect(causes).toContain("timeout");
  expect(causes).toContain("ECONNREFUSED");
  // Of those who asked for a connection while there was none.
  expect(causes).toContain("sqlstate_53300");
  const [row] = await sql(fleet.server.url, "select sum(deadlocks)::int as n from pg_stat_database");
  expect(row?.["n"]).toBe(0);
});

test("no request stays in flight but those that the log names, whose outcome fell into the next fault too", async () => {
  const silentlyInFlight = async () => {
    const rows = await sql(fleet.server.url, "select key from send_sms.requests where status = 'in_flight'");
    const said = fleet.hooks.flatMap((hook) => hook.output().split("\n"))
      .filter((line) => line.includes("ledger_unsettled")).join();
    return rows.filter(({ key }) => !said.includes(String(key)));
  };
  await expect.poll(silentlyInFlight, { timeout: 15_000, interval: 500 }).toEqual([]);
});

test(
  "a process that is killed between send and settle leaves a request that nobody sends again",
  async () => {
    const doomed = await startHook(fleet.env);
    fleet.aliyun.setFault({ kind: "hang", when: "after", times: 1 });
    const phone = randomMainland();
    const body = signupBody("v2.196.0", { phone });
    const lost = doomed.send(body).catch(() => "lost");
    while (!fleet.sent.has(phone)) await sleep(20);
    doomed.child.kill("SIGKILL");
    expect(await lost).toBe("lost");
    const again = await fleet.hooks[0]?.send(body);
    expect(again?.body).toEqual({});
    expect(again?.ms).toBeLessThan(LATEST_MS);
    expect(fleet.sent.get(phone)).toBe(1);
  },
  20_000,
);

test(
  "with SMS_ON_LEDGER_DOWN=send codes go out while the database is away, under the process's own limits",
  async () => {
    await fleet.server.stop("SIGQUIT");
    const hook = await startHook({ ...fleet.env, SMS_ON_LEDGER_DOWN: "send", SMS_LIMIT_PER_NUMBER: "1/60s" });
    const phone = randomMainland();
    expect((await hook.send(signupBody("v2.196.0", { phone }))).body).toEqual({});
    const second = await hook.send(signupBody("v2.196.0", { phone }));
    expect(JSON.stringify(second.body)).toContain("sms_rate_limited");
    expect(fleet.sent.get(phone)).toBe(1);
    expect(hook.output()).toMatch(/"level":"error","event":"start".*"ledgerDown":"ECONNREFUSED"/);
    await fleet.server.start();
    await hook.stop();
  },
  30_000,
);
