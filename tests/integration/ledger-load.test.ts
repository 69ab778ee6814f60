import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomMainland, signupBody } from "../support/hook/bodies.ts";
import { type Fleet, startFleet } from "../support/postgres/fleet.ts";
import { sql } from "../support/postgres/server.ts";

/** `LEDGER_LOAD=full` is the whole proof, some minutes; the other is the same in small. */
const FULL = process.env["LEDGER_LOAD"] === "full";
const REQUESTS = FULL ? 1_000 : 60;
/** Fifty at once, one request after another: more would measure how long two cores keep them waiting. */
const COPIES = 50;
/** How often the first answers of a copy are lost; the other copies get theirs. Auth tries three times. */
const LOST = [1, 2];
/** As Auth pauses after a connection that broke (supabase/auth internal/hooks/hookshttp). */
const RETRY_MS = 2_000;
const LATEST_MS = 4_200;

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ env: { SMS_LIMIT_PER_NUMBER: "5/1h", SMS_LIMIT_TOTAL: "1000000/1d" } });
}, 60_000);
afterAll(() => fleet.close(), 300_000);

test(
  "of fifty parallel copies of each request in four processes one sends, and every copy gets the same answer",
  async () => {
    fleet.aliyun.setFault({ kind: "delay", ms: 30 });
    const given = new Set<string>();
    const answersMs: number[] = [];
    /** From Auth's first attempt to the answer that arrived: of Auth's five seconds, what a busy machine leaves. */
    const retriedMs: number[] = [];
    const retries: Promise<void>[] = [];
    const phones = Array.from({ length: REQUESTS }, randomMainland);

    /** One copy, from Auth's first attempt on. */
    async function send(body: string, nth: number, lost: number): Promise<void> {
      const from = performance.now();
      for (let attempt = 0; attempt < lost; attempt++) {
        // The function has the request by then and goes on with it.
        const signal = AbortSignal.timeout(20);
        await hookAt(nth + attempt).send(body, { signal }).catch(() => {});
        await sleep(RETRY_MS);
      }
      const { status, body: answer, ms } = await hookAt(nth + lost).send(body);
      given.add(JSON.stringify([status, answer]));
      answersMs.push(ms);
      if (lost > 0) retriedMs.push(performance.now() - from);
    }

    const from = performance.now();
    for (const phone of phones) {
      // A code that begins with 9 is in no number's mask.
      const body = signupBody("v2.196.0", { phone, otp: `9${phone.slice(-5)}` });
      const copies = Array.from({ length: COPIES }, (_, nth) => send(body, nth, LOST[nth] ?? 0));
      retries.push(...copies.slice(0, LOST.length));
      await Promise.all(copies.slice(LOST.length));
    }
    await Promise.all(retries);
    const seconds = ((performance.now() - from) / 1_000).toFixed(0);

    if (FULL) {
      process.stdout.write(
        `${REQUESTS} requests in ${seconds} s, answers: ${summaryOf(answersMs)}; ` +
          `from Auth's first attempt, where answers were lost: ${summaryOf(retriedMs)}\n`,
      );
    }
    expect(answersMs).toHaveLength(REQUESTS * COPIES);
    expect([...given]).toEqual(["[200,{}]"]);
    expect(phones.map((phone) => fleet.sent.get(phone))).toEqual(Array(REQUESTS).fill(1));
    expect(Math.max(...answersMs)).toBeLessThan(LATEST_MS);
    const [row] = await sql(
      fleet.server.url,
      `select (select sum(deadlocks)::int from pg_stat_database) as deadlocks,
        (select count from send_sms.counters where scope = 'total') as counted,
        (select count(*)::int from send_sms.requests where status = 'accepted') as accepted`,
    );
    expect(row).toEqual({ deadlocks: 0, counted: REQUESTS, accepted: REQUESTS });
  },
  FULL ? 900_000 : 60_000,
);

function hookAt(i: number) {
  const hook = fleet.hooks[i % fleet.hooks.length];
  if (!hook) throw new Error("There is no such process");
  return hook;
}

function summaryOf(ms: readonly number[]): string {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (p: number) => `${sorted[Math.floor(p * (sorted.length - 1))]?.toFixed(0)} ms`;
  return `${sorted.length}, p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`;
}
