import { mkdirSync, writeFileSync } from "node:fs";
import type { PostgresServer } from "../../../src/local-world/postgres-server.ts";
import { startPostgres } from "../../../src/local-world/postgres-server.ts";
import { freePort } from "../../support/free-port.ts";
import { hookRoleUrl, migrate, sql } from "../../support/postgres/server.ts";
import { percentile } from "../load.ts";
import { median } from "../report.ts";
import { fillLedger, startRetention } from "./many-rows.ts";
import { measureOnTheFunction, SETUPS } from "./on-the-function.ts";
import { pgbenchIsHere, runPgbench } from "./pgbench.ts";
import { type Counting, ledgersOn, runTraffic, type Traffic } from "./traffic.ts";

const COUNTINGS: Record<Counting, string> = { own: "per number", shared: "per number and one total" };
/** Every commit reaches the disk, as it does by default; checkpoints are rare enough to be no part of a turn. */
const SETTINGS = { max_connections: "100", shared_buffers: "512MB", max_wal_size: "8GB" };

/** How many claim at once. */
const CLIENTS = [1, 8, 32];

interface Options {
  quick: boolean;
  /** Of a ledger that is months old; 0 leaves that part out. */
  rows: number;
}

/** `npm run bench -- --ledger`: what the Postgres ledger carries, and what it costs the function. */
export async function benchLedger({ quick, rows }: Options): Promise<void> {
  const work = quick
    ? { rounds: 2, seconds: 2, turns: 2, starts: 3 }
    : { rounds: 3, seconds: 3, turns: 6, starts: 11 };
  const server = await startPostgres({ port: await freePort(), settings: SETTINGS });
  try {
    await migrate(server.url);
    const url = await hookRoleUrl(server.url);
    const lines: Line[] = [];
    const parts = [
      () => measureThroughput(url, work),
      () => measurePools(url, work),
      () => rows > 0 ? measureAge(server, rows, work) : [],
      // Last, for it gives the server one core.
      () => measureFunction(server, url, work),
    ];
    for (const measure of parts) {
      const part = await measure();
      process.stdout.write(`${table(part)}\n`);
      lines.push(...part);
      // After every part: whatever ends the run takes none of them along.
      mkdirSync("artifacts", { recursive: true });
      writeFileSync("artifacts/bench-ledger.json", JSON.stringify({ quick, rows, work, lines }, null, 2));
    }
    process.stdout.write("artifacts/bench-ledger.json has every turn\n");
  } finally {
    await server.remove();
  }
}

interface Line {
  what: string;
  figures: Record<string, number>;
  turns: readonly unknown[];
}
type Work = { rounds: number; seconds: number; turns: number; starts: number };

/** Many processes with a connection each, in turns with PostgreSQL's own client. */
async function measureThroughput(url: string, { rounds, seconds }: Work): Promise<Line[]> {
  const lines: Line[] = [];
  const referee = await pgbenchIsHere();
  const ledgers = ledgersOn(url, Math.max(...CLIENTS));
  for (const counting of ["own", "shared"] as const) {
    for (const clients of CLIENTS) {
      const turns = [];
      for (let round = 0; round < rounds; round++) {
        const ours = await runTraffic({ ledgers: ledgers.slice(0, clients), callers: 1, counting, seconds });
        const theirs = referee ? await runPgbench({ url, clients, counting, seconds }) : NaN;
        turns.push({ ...figuresOf(ours), pgbench: theirs, share: ours.smsPerSecond / theirs });
      }
      lines.push(lineOf(`${COUNTINGS[counting]}, ${clients} connections`, turns));
    }
  }
  return lines;
}

/** One process that has one connection, or two. */
async function measurePools(url: string, { rounds, seconds }: Work): Promise<Line[]> {
  const lines: Line[] = [];
  for (const callers of [1, 8, 32]) {
    const turns: Record<number, Record<string, number>[]> = { 1: [], 2: [] };
    for (let round = 0; round < rounds; round++) {
      for (const connections of [1, 2]) {
        const ledgers = ledgersOn(url, 1, connections);
        turns[connections]?.push(figuresOf(await runTraffic({ ledgers, callers, counting: "own", seconds })));
      }
    }
    for (const connections of [1, 2]) {
      lines.push(
        lineOf(
          `one process, ${connections} connections, ${callers} requests at once`,
          turns[connections] ?? [],
        ),
      );
    }
  }
  return lines;
}

/** Two databases of one server in turns: one that has just begun, and one that is months old. */
async function measureAge(
  server: PostgresServer,
  rows: number,
  { rounds, seconds }: Work,
): Promise<Line[]> {
  const at = (database: string) => server.url.replace("/postgres?", `/${database}?`);
  for (const database of ["young", "old"]) {
    await sql(server.url, `create database ${database}`);
    await migrate(at(database));
  }
  await fillLedger(at("old"), rows);
  const hookUrl = await hookRoleUrl(server.url);
  const ledgersOf = (database: string) => ledgersOn(hookUrl.replace("/postgres?", `/${database}?`), 4);
  const young = ledgersOf("young");
  const old = ledgersOf("old");
  const turn = async (ledgers: typeof old) =>
    figuresOf(await runTraffic({ ledgers, callers: 1, counting: "shared", seconds: 2 * seconds }));
  const turns = { empty: [] as Turn[], full: [] as Turn[], purging: [] as Turn[] };
  // A p99 takes many seconds to settle.
  for (let round = -1; round < 3 * rounds; round++) {
    const empty = await turn(young);
    const full = await turn(old);
    const retention = startRetention(at("old"));
    const purging = await turn(old);
    const purged = await retention.stop();
    // The first touches every page that the others find in memory.
    if (round < 0) continue;
    turns.empty.push(empty);
    turns.full.push({ ...full, timesEmpty: ratio(full, empty) });
    turns.purging.push({ ...purging, timesEmpty: ratio(purging, empty), purged });
  }
  const many = `${rows.toLocaleString("en")} rows`;
  return [
    lineOf("4 connections, empty", turns.empty),
    lineOf(`4 connections, ${many}`, turns.full),
    lineOf(`4 connections, ${many}, during retention`, turns.purging),
  ];
}

type Turn = Record<string, number>;
const ratio = (one: Turn, other: Turn) => (one["p99Ms"] ?? NaN) / (other["p99Ms"] ?? NaN);

async function measureFunction(
  server: PostgresServer,
  url: string,
  { turns, starts }: Work,
): Promise<Line[]> {
  const measured = await measureOnTheFunction({
    url,
    postgresPid: Number(server.process.pid),
    turns,
    starts,
  });
  return SETUPS.map((setup) => {
    const line = lineOf(setup, measured.samples[setup].map((sample) => ({ ...sample })));
    const coldStartMs = median(measured.starts[setup]);
    return {
      ...line,
      figures: { ...line.figures, coldStartMs },
      turns: [line.turns, measured.starts[setup]],
    };
  });
}

const figuresOf = ({ smsPerSecond, refused, latencies }: Traffic): Turn => ({
  smsPerSecond,
  refused,
  p50Ms: percentile(latencies, 0.5),
  p99Ms: percentile(latencies, 0.99),
});

function lineOf(what: string, turns: readonly Turn[]): Line {
  const names = Object.keys(turns[0] ?? {});
  const figures = Object.fromEntries(
    names.map((name) => [name, median(turns.map((turn) => turn[name] ?? NaN))]),
  );
  return { what, figures, turns };
}

const table = (lines: readonly Line[]): string =>
  lines.map(({ what, figures }) => {
    const cells = Object.entries(figures).map(([name, value]) => `${name} ${digits(value)}`);
    return `${what.padEnd(52)} ${cells.join("  ")}`;
  }).join("\n");

const digits = (value: number): string => value >= 100 ? value.toFixed(0) : value.toFixed(2);
