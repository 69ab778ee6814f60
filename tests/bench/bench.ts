import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { DenoRelease } from "../../src/cli/deno-binary.ts";
import { freePort } from "../support/free-port.ts";
import { bundleServers, type ServerName, SERVERS } from "./bundle-servers.ts";
import { load, percentile } from "./load.ts";
import { median, table } from "./report.ts";
import { startServer } from "./server-process.ts";
import { startSink } from "./sink.ts";

/** Each figure is better when it is smaller, except the throughput. */
export interface Sample {
  coldStartMs: number;
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
const REQUESTS = quick ? { warm: 1_500, at32: 3_000, at1: 600 } : { warm: 4_000, at32: 8_000, at1: 2_000 };
const DENOS: readonly DenoRelease[] = quick ? ["2.1.4"] : ["2.1.4", "latest"];
/** Memory is watched over this many sends, in four steps. */
const MEMORY_SENDS = 200_000;

// The function has core 0, load and provider share core 1: neither disturbs the other.
spawnSync("taskset", ["-acp", "1", String(process.pid)]);
const sink = await startSink();
const files = await bundleServers();

async function measure(server: ServerName, deno: DenoRelease): Promise<Sample> {
  const under = await startServer({ file: files[server], deno, sinkUrl: sink.url, port: await freePort() });
  await load(under.port, 32, REQUESTS.warm);
  const cpuBefore = under.cpuMs();
  const busy = await load(under.port, 32, REQUESTS.at32);
  const cpuUsPerRequest = (under.cpuMs() - cpuBefore) * 1000 / busy.requests;
  const calm = await load(under.port, 1, REQUESTS.at1);
  const residentMb = under.residentMb();
  await under.stop();
  return {
    coldStartMs: under.coldStartMs,
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
  const under = await startServer({ file: files[server], deno, sinkUrl: sink.url, port: await freePort() });
  const residents: number[] = [];
  for (let step = 0; step < 4; step++) {
    await load(under.port, 32, MEMORY_SENDS / 4);
    residents.push(under.residentMb());
  }
  await under.stop();
  return residents;
}

const results: Record<string, unknown> = {};
for (const deno of DENOS) {
  const samples: Record<ServerName, Sample[]> = { floor: [], ours: [], usual: [] };
  // In turns, so that a disturbance of the machine meets all of them.
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of SERVERS) samples[server].push(await measure(server, deno));
  }
  const medians = { floor: median(samples.floor), ours: median(samples.ours), usual: median(samples.usual) };
  const memory = quick ? undefined : {
    floor: await memoryOverTime("floor", deno),
    ours: await memoryOverTime("ours", deno),
  };
  results[deno] = { rounds: ROUNDS, medians, memory, samples };
  process.stdout.write(table(`Deno ${deno}, medians of ${ROUNDS} rounds`, medians, memory));
}
mkdirSync("artifacts", { recursive: true });
writeFileSync("artifacts/bench.json", JSON.stringify({ quick, requests: REQUESTS, results }, null, 2));
process.stdout.write("artifacts/bench.json has every round\n");
sink.server.close();
process.exit(0);
