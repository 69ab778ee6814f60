import { randomUUID } from "node:crypto";
import pg from "pg";
import { migrateLedger } from "../cli/migrate-ledger.ts";
import { composeHook } from "../hook/compose.ts";
import type { Env } from "../hook/config/variables.ts";
import type { Runtime } from "../hook/runtime/runtime.ts";
import { createAuthDatabase, type UserAt } from "./auth-database.ts";
import { type ClosedByGuard, closedByGuard } from "./closed-by-guard.ts";
import { HOOK_SECRET, hookRequest } from "./sign-as-auth.ts";
import type { TrafficRequest } from "./traffic.ts";

export interface Outcome {
  honest: { total: number; refused: number };
  fraud: { total: number; sent: number };
}

export interface SimulationOptions {
  traffic: readonly TrafficRequest[];
  guard: "off" | "observe" | "on";
  /** Of an empty database's owner. */
  url: string;
  /** Limits of the hook; its defaults where there are none. */
  env?: Env;
  onProgress?(done: number): void;
  onLine?(line: string): void;
  /** Told once, behind the last request. */
  onClosed?(closed: readonly ClosedByGuard[]): void;
}

/** When the day begins, Unix seconds: any would do. */
const START = Date.parse("2026-03-02T00:00:00Z") / 1000;

/** Accepts every SMS, in the words of each API. */
const accepting: typeof fetch = () =>
  Promise.resolve(Response.json({ Code: "OK", ResponseCode: "OK", BizId: "1^0", MessageId: "1" }));
const never = new AbortController().signal;

/** Any traffic through the real hook, its ledger and its guard, while the clock is moved. */
export async function simulate(
  { traffic, guard, url, env = {}, ...hear }: SimulationOptions,
): Promise<Outcome> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const systemClock = Date.now;
  // The verifier of signatures and the log read the system's clock.
  let now = START;
  Date.now = () => now * 1000;
  try {
    await migrateLedger(client);
    const auth = await createAuthDatabase(client);
    await auth.advance(now, [], []);
    const left = new Set<Promise<unknown>>();
    const runtime: Runtime = {
      now: () => now * 1000,
      randomUuid: randomUUID,
      fetch: accepting,
      sleep: () => Promise.resolve(),
      timeout: () => never,
      writeLog: (line) => hear.onLine?.(line),
      connect: () =>
        Promise.resolve({ query: async (text, values) => (await client.query(text, [...values])).rows }),
      waitUntil(promise) {
        const kept: Promise<unknown> = promise.finally(() => left.delete(kept));
        left.add(kept);
      },
    };
    const { app } = await composeHook({ ...settings(guard), ...env }, runtime);
    // One that ends may leave another, such as a look of the guard behind a settlement.
    const untilDone = async (): Promise<void> => {
      while (left.size > 0) await Promise.all(left);
    };
    const outcome = await play(traffic, {
      async ask(request, confirmed) {
        const response = await app.request(hookRequest(request, confirmed, now * 1000));
        return !("error" in Object(await response.json()));
      },
      async advance(at, got, used) {
        await untilDone();
        now = START + at;
        await auth.advance(now, got, used);
      },
      onProgress: hear.onProgress,
    });
    await untilDone();
    hear.onClosed?.(await closedByGuard(client, START));
    return outcome;
  } finally {
    Date.now = systemClock;
    await client.end();
  }
}

const settings = (guard: string): Env => ({
  SEND_SMS_HOOK_SECRETS: HOOK_SECRET,
  ALIBABA_CLOUD_ACCESS_KEY_ID: "simulated-key-id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "simulated-key-secret",
  ALIYUN_SMS_SIGN_NAME: "Simulation",
  ALIYUN_SMS_TEMPLATE_CODE: "SMS_1",
  ALIYUN_SMS_ROUTES: JSON.stringify([
    { when: { country: "CN" }, api: "dysmsapi" },
    { api: "globe", template: "Your code is {code}" },
  ]),
  SMS_ALLOWED_COUNTRIES: "*",
  SMS_LEDGER: "postgres",
  SMS_LEDGER_DATABASE_URL: "postgresql://simulation:none@localhost/postgres",
  SMS_GUARD: guard,
});

interface World {
  /** @returns whether the code was sent */
  ask(request: TrafficRequest, confirmed: boolean): Promise<boolean>;
  /** @param got who has got a code since the last time, @param used who has used one */
  advance(at: number, got: readonly UserAt[], used: readonly UserAt[]): Promise<void>;
  onProgress: ((done: number) => void) | undefined;
}

async function play(traffic: readonly TrafficRequest[], world: World): Promise<Outcome> {
  const outcome: Outcome = { honest: { total: 0, refused: 0 }, fraud: { total: 0, sent: 0 } };
  /** The number that a user has confirmed. */
  const confirmed = new Map<string, string>();
  /** Codes that will be used, in the order of when. */
  let waiting: { at: number; request: TrafficRequest }[] = [];
  let got: UserAt[] = [];

  function count({ honest }: TrafficRequest, sent: boolean): void {
    const side = outcome[honest ? "honest" : "fraud"];
    side.total++;
    if (honest && !sent) outcome.honest.refused++;
    if (!honest && sent) outcome.fraud.sent++;
  }

  async function ask(request: TrafficRequest): Promise<void> {
    const sent = await world.ask(request, confirmed.get(request.user) === request.phone);
    count(request, sent);
    if (!sent) return;
    if (!request.hangsUp) got.push({ id: request.user, at: START + request.at });
    if (request.verifiesAfter !== null) waiting.push({ at: request.at + request.verifiesAfter, request });
  }

  async function advance(at: number): Promise<void> {
    const due = waiting.filter((one) => one.at <= at);
    waiting = waiting.filter((one) => one.at > at);
    for (const { request } of due) confirmed.set(request.user, request.phone);
    const users = got;
    got = [];
    await world.advance(at, users, due.map((one) => ({ id: one.request.user, at: START + one.at })));
  }

  // One after the other and each at its own time: the same file comes to the same every time.
  for (const [i, request] of traffic.entries()) {
    await advance(request.at);
    await ask(request);
    world.onProgress?.(i + 1);
  }
  return outcome;
}
