import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { DenoRelease } from "../../src/cli/deno-binary.ts";
import { freePort } from "../support/free-port.ts";
import { bundleServers, type ServerName, SERVERS } from "./bundle-servers.ts";
import { load, percentile } from "./load.ts";
import { type Series, table } from "./report.ts";
import { startServer } from "./server-process.ts";
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

const { values: { quick = false } } = parseArgs({ options: { quick: { type: "boolean" } } });
const ROUNDS = quick ? 3 : 5;
/** A start is short and its time uneven, so there are more of them. */
const STARTS = quick ? 7 : 21;
const REQUESTS = quick ? { warm: 1_500, at32: 3_000, at1: 600 } : { warm: 4_000, at32: 8_000, at1: 2_000 };
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

async function measure(server: ServerName, deno: DenoRelease): Promise<Sample> {
  const under = await start(server, deno);
  await load(under.port, 32, REQUESTS.warm);
  const cpuBefore = under.cpuMs();
  const busy = await load(under.port, 32, REQUESTS.at32);
  const cpuUsPerRequest = (under.cpuMs() - cpuBefore) * 1000 / busy.requests;
  const calm = await load(under.port, 1, REQUESTS.at1);
  const residentMb = under.residentMb();
  await under.stop();
  return {
    cpuUsPerRequest,
    throughput32: busy.requests / busy.seconds,
    p50At32Ms: percentile(busy.latencies, 0.5),
    p99At32Ms: percentile(busy.latencies, 0.99),
    throughput1: calm.requests / calm.seconds,
    p50At1Ms: percentile(calm.latencies, 0.5),
    p99At1Ms: percentile(calm.latencies, 0.99),
    residentMb,
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

/** In turns, so that a disturbance of the machine meets all of them. */
async function inTurns<T>(rounds: number, one: (server: ServerName) => Promise<T>) {
  const samples: Record<ServerName, T[]> = { floor: [], ours: [], usual: [] };
  for (let round = 0; round < rounds; round++) {
    for (const server of SERVERS) samples[server].push(await one(server));
  }
  return samples;
}

const results: Record<string, unknown> = {};
for (const deno of DENOS) {
  // The first start of each fills Deno's code cache, as the first start of a deployment does.
  await inTurns(1, (server) => coldStart(server, deno));
  const starts = await inTurns(STARTS, (server) => coldStart(server, deno));
  const samples = await inTurns(ROUNDS, (server) => measure(server, deno));
  const series: Series = (figure, server) =>
    figure === "coldStartMs" ? starts[server] : samples[server].map((sample) => sample[figure]);
  const memory = quick ? undefined : {
    floor: await memoryOverTime("floor", deno),
    ours: await memoryOverTime("ours", deno),
  };
  results[deno] = { samples, starts, memory };
  process.stdout.write(
    table(`Deno ${deno}, medians of ${ROUNDS} rounds and ${STARTS} starts`, series, memory),
  );
}
mkdirSync("artifacts", { recursive: true });
writeFileSync("artifacts/bench.json", JSON.stringify({ quick, requests: REQUESTS, results }, null, 2));
process.stdout.write("artifacts/bench.json has every round\n");
sink.server.close();
process.exit(0);
