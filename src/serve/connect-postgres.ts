import pg from "pg";
import type { Database } from "../hook/runtime/runtime.ts";
import { within } from "../hook/runtime/within.ts";
import { createAside } from "./create-aside.ts";
import { named } from "./named-error.ts";
import { postgresOptions } from "./postgres-options.ts";

/**
 * Every isolate has as many, of the few hundred that a pooler admits. Two carry half as much again to twice what one
 * does, and who waits for one waits half as long (docs/ledger.md).
 */
const CONNECTIONS = 2;
/** How long one has to do where the server has refused the second: it works, and no claim may fail for the other. */
const ONE_IS_ENOUGH_MS = 5_000;
/** A connection that takes longer is of no use to the claim that waits for it. */
const CONNECT_MS = 1_000;
/** How long nobody tries to connect again after a failure: a server without room gets no more knocks. */
const BACK_OFF_MS = 200;
/** A connection that has rested this long may be dead without knowing: a network forgets it, a host was frozen. */
const RESTED_MS = 15_000;
const PROBE_MS = 300;

/**
 * A database over node-postgres, for hosts with `node:net`. Connects with the first query, and again after a loss.
 * @param restedMs how long a connection may rest and be used unasked
 */
export function connectPostgres(
  url: string,
  { ca, connections = CONNECTIONS, restedMs = RESTED_MS }: {
    ca: string | undefined;
    connections?: number;
    restedMs?: number;
  },
): Database {
  const pool = new pg.Pool({
    ...postgresOptions(url, ca),
    application_name: "send-sms",
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: 0,
    keepAlive: true,
  });
  const usedAt = new WeakMap<pg.PoolClient, number>();
  /** Those that work. The pool counts what is only being tried as well, and under load somebody always tries. */
  const open = new Set<pg.PoolClient>();
  // Whatever befalls a connection is told to its user, or to the next one; without listeners, at rest and in use, it
  // would end the process.
  pool.on("error", () => {});
  pool.on("release", (broken, client) => void (broken && open.delete(client)));
  pool.on("connect", (client) => {
    client.on("error", () => {});
    client.on("end", () => open.delete(client));
    open.add(client);
    usedAt.set(client, Date.now());
    // Off everybody's way: no claim of a burst shall wait until it is there.
    if (pool.totalCount < pool.options.max) pool.connect().then((next) => next.release(), () => {});
  });
  let failure: { error: unknown; at: number } | undefined;
  let refusedAt = -Infinity;

  async function connect(signal: AbortSignal): Promise<pg.PoolClient> {
    if (failure && open.size === 0 && Date.now() - failure.at < BACK_OFF_MS) throw failure.error;
    pool.options.max = Date.now() - refusedAt < ONE_IS_ENOUGH_MS ? 1 : connections;
    const connecting = pool.connect();
    try {
      const client = await within(signal, () => connecting);
      failure = undefined;
      return client;
    } catch (error) {
      // It may still come, and then belongs to whoever is next.
      connecting.then((client) => client.release(), () => {});
      const cause = named(error);
      if (signal.aborted) throw cause;
      if (open.size === 0) failure = { error: cause, at: Date.now() };
      else if (!isTimeout(cause)) {
        refusedAt = Date.now();
        return connect(signal);
      }
      throw cause;
    }
  }

  /** A connection that answers. */
  async function checkout(signal: AbortSignal): Promise<pg.PoolClient> {
    for (;;) {
      const client = await connect(signal);
      const restsSince = usedAt.get(client) ?? 0;
      const works = Date.now() - restsSince < restedMs || await answers(client);
      if (works && !signal.aborted) return client;
      // One that works is the next one's, though there was no time left for this one.
      client.release(!works);
    }
  }

  async function query(text: string, values: readonly unknown[], signal: AbortSignal) {
    const client = await checkout(signal).catch((error: unknown) => {
      throw error instanceof Error ? Object.assign(error, { unsent: true }) : error;
    });
    try {
      const { rows } = await within(signal, () => client.query(text, [...values]));
      usedAt.set(client, Date.now());
      client.release();
      return rows;
    } catch (error) {
      // Only a statement that the server has refused leaves a connection as it was.
      client.release(!(error instanceof pg.DatabaseError) || error.severity !== "ERROR");
      throw named(error);
    }
  }

  /** The pool opens it for two who ask at once only. */
  async function openSecond(): Promise<void> {
    pool.options.max = connections;
    const first = await pool.connect();
    const second = pool.connect();
    first.release();
    (await second).release();
  }

  /** Whether one is left for claims. While the first has time for all of them, nobody else asks for a second. */
  async function hasRoom(): Promise<boolean> {
    if (open.size === 1 && Date.now() - refusedAt >= ONE_IS_ENOUGH_MS) {
      await openSecond().catch((error: unknown) => {
        if (!isTimeout(named(error))) refusedAt = Date.now();
      });
    }
    return open.size > 1;
  }

  return { query, aside: createAside(query, hasRoom) };
}

const answers = (client: pg.PoolClient): Promise<boolean> =>
  within(AbortSignal.timeout(PROBE_MS), () => client.query("select")).then(() => true, () => false);

/** While another connection works, this was only the wait for it. */
const isTimeout = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ETIMEDOUT";
