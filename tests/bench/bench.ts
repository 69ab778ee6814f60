import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { ownCommandLine } from "../../src/command-line/run-command.ts";
import type { DenoRelease } from "../../src/cli/deno-binary.ts";
import { freePort } from "../support/free-port.ts";
import { bundleServers, type ServerName, SERVERS } from "./bundle-servers.ts";
import { benchLedger } from "./ledger/run.ts";
import { load, percentile } from "./load.ts";
import { type Series, table } from "./report.ts";
import { type ServerUnderTest, startServer } from "./server-process.ts";
import { startSink } from "./sink.ts";

/** Each figure is better when it is smaller, except the throughput. */
export interface Sample {
  cpuUsPerRequest: number;
  throughput32: number;
  p50At32Ms: number;
  p99At32Ms: number;
  throughput1: number;
  p50At1Ms: number;
  p99At1Ms: number;
  residentMb: number;
}

const HELP = {
  en: `npm run bench -- [--quick] [--ledger [--rows <n>]]

  Measures the function beside the usual way to write it and beside the least that Deno can do, in about 12 minutes:
  docs/performance.md.

  --quick      fewer rounds, on Deno 2.1.4 only
  --ledger     measures the ledger in Postgres instead: docs/ledger.md
  --rows <n>   with --ledger: also with so many rows in it`,
  zh: `npm run bench -- [--quick] [--ledger [--rows <n>]]

  将本函数与常见写法以及 Deno 的最低开销对比测量，约需 12 分钟，见 docs/performance.zh-CN.md。

  --quick      减少轮次，仅测 Deno 2.1.4
  --ledger     改为测量 Postgres 账本，见 docs/ledger.zh-CN.md
  --rows <n>   与 --ledger 一起使用：另测含 n 行数据的情况`,
};
const { flags: { quick = false, ledger = false, rows = "0" } } = ownCommandLine({
  name: "npm run bench",
  flags: { quick: { type: "boolean" }, ledger: { type: "boolean" }, rows: { type: "string" } },
  help: HELP,
});
if (ledger) {
  await benchLedger({ quick, rows: Number(rows) });
  process.exit(0);
}
/**
 * A round starts all servers, warms them and measures them in turns of about a second, so that whatever slows the
 * machine meets all of them. V8 goes on compiling what is hot for some 20,000 requests (2.9.6, `--trace-opt`).
 */
const WORK = quick
  ? { rounds: 2, turns: 4, warm: 12_000, at32: 2_000, at1: 300 }
  : { rounds: 5, turns: 6, warm: 20_000, at32: 2_000, at1: 400 };
/** A start is short and its time uneven, so there are more of them. */
const STARTS = quick ? 7 : 21;
const DENOS: readonly DenoRelease[] = quick ? ["2.1.4"] : ["2.1.4", "latest"];
/** Memory is watched over this many sends, in four steps. */
const MEMORY_SENDS = 200_000;

// The function has core 0, load and provider share core 1: neither disturbs the other.
spawnSync("taskset", ["-acp", "1", String(process.pid)]);
const sink = await startSink();
const files = await bundleServers();

const start = async (server: ServerName, deno: DenoRelease) =>
  await startServer({ file: files[server], deno, sinkUrl: sink.url, port: await freePort() });

async function coldStart(server: ServerName, deno: DenoRelease): Promise<number> {
  const under = await start(server, deno);
  await under.stop();
  return under.coldStartMs;
}

/** Another begins every time: what one leaves behind must not always meet the same other. */
const inOrderOf = (turn: number): ServerName[] =>
  SERVERS.map((_, i) => SERVERS[(i + turn) % SERVERS.length] ?? "floor");

async function measureRound(deno: DenoRelease, samples: Record<ServerName, Sample[]>): Promise<void> {
  const running = {
    floor: await start("floor", deno),
    ours: await start("ours", deno),
    usual: await start("usual", deno),
  };
  for (const server of SERVERS) await load(running[server].port, 32, WORK.warm);
  for (let turn = 0; turn < WORK.turns; turn++) {
    for (const server of inOrderOf(turn)) samples[server].push(await measure(running[server]));
  }
  for (const server of SERVERS) await running[server].stop();
}

async function measure(under: ServerUnderTest): Promise<Sample> {
  const cpuBefore = under.cpuMs();
  const busy = await load(under.port, 32, WORK.at32);
  const cpuUsPerRequest = (under.cpuMs() - cpuBefore) * 1000 / busy.requests;
  const calm = await load(under.port, 1, WORK.at1);
  return {
    cpuUsPerRequest,
    throughput32: busy.requests / busy.seconds,
    p50At32Ms: percentile(busy.latencies, 0.5),
    p99At32Ms: percentile(busy.latencies, 0.99),
    throughput1: calm.requests / calm.seconds,
    p50At1Ms: percentile(calm.latencies, 0.5),
    p99At1Ms: percentile(calm.latencies, 0.99),
    residentMb: under.residentMb(),
  };
}

async function memoryOverTime(server: ServerName, deno: DenoRelease): Promise<number[]> {
  const under = await start(server, deno);
  const residents: number[] = [];
  for (let step = 0; step < 4; step++) {
    await load(under.port, 32, MEMORY_SENDS / 4);
    residents.push(under.residentMb());
  }
  await under.stop();
  return residents;
}

async function coldStarts(deno: DenoRelease): Promise<Record<ServerName, number[]>> {
  // The first start of each fills Deno's code cache, as the first start of a deployment does.
  for (const server of SERVERS) await coldStart(server, deno);
  const starts: Record<ServerName, number[]> = { floor: [], ours: [], usual: [] };
  for (let turn = 0; turn < STARTS; turn++) {
    for (const server of inOrderOf(turn)) starts[server].push(await coldStart(server, deno));
  }
  return starts;
}

const results: Record<string, unknown> = {};
for (const deno of DENOS) {
  const starts = await coldStarts(deno);
  const samples: Record<ServerName, Sample[]> = { floor: [], ours: [], usual: [] };
  for (let round = 0; round < WORK.rounds; round++) await measureRound(deno, samples);
  const series: Series = (figure, server) =>
    figure === "coldStartMs" ? starts[server] : samples[server].map((sample) => sample[figure]);
  const memory = quick ? undefined : {
    floor: await memoryOverTime("floor", deno),
    ours: await memoryOverTime("ours", deno),
  };
  results[deno] = { samples, starts, memory };
  const title =
    `Deno ${deno}, medians of ${WORK.rounds} rounds of ${WORK.turns} turns and of ${STARTS} starts`;
  process.stdout.write(table(title, series, memory));
}
mkdirSync("artifacts", { recursive: true });
writeFileSync("artifacts/bench.json", JSON.stringify({ quick, work: WORK, results }, null, 2));
process.stdout.write("artifacts/bench.json has every turn\n");
sink.server.close();
process.exit(0);
