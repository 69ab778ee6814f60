import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFunction } from "../../../src/cli/bundle-function.ts";
import { freePort } from "../../support/free-port.ts";
import { load, percentile } from "../load.ts";
import { type ServerUnderTest, startServer } from "../server-process.ts";
import { startSink } from "../sink.ts";

export const SETUPS = [
  "plain build, memory",
  "build with Postgres, memory",
  "build with Postgres, postgres",
] as const;
export type Setup = typeof SETUPS[number];

export interface FunctionSample {
  cpuUsPerRequest: number;
  p50At1Ms: number;
  p50At4Ms: number;
  p99At4Ms: number;
  /** Claims that the database did not take in time; they are in no other figure. */
  refused: number;
}
export interface OnTheFunction {
  samples: Record<Setup, FunctionSample[]>;
  starts: Record<Setup, number[]>;
}

/** On a busy machine a commit may take longer than a claim waits; from more of them no figure can be trusted. */
const MAY_REFUSE = 0.05;

/** The function has core 0; load, provider and database share core 1. */
export async function measureOnTheFunction(
  { url, postgresPid, turns, starts }: { url: string; postgresPid: number; turns: number; starts: number },
): Promise<OnTheFunction> {
  for (const pid of [process.pid, postgresPid]) spawnSync("taskset", ["-acp", "1", String(pid)]);
  const sink = await startSink();
  const files = await bundles();
  const start = async (setup: Setup): Promise<ServerUnderTest> =>
    await startServer({
      file: files[setup],
      deno: "2.1.4",
      sinkUrl: sink.url,
      port: await freePort(),
      env: setup === "build with Postgres, postgres"
        ? { SMS_LEDGER: "postgres", SMS_LEDGER_DATABASE_URL: url }
        : {},
    });

  const result: OnTheFunction = { samples: bySetup(), starts: bySetup() };
  for (let turn = -1; turn < starts; turn++) {
    for (const setup of SETUPS) {
      const server = await start(setup);
      await server.stop();
      // The first start of each fills Deno's code cache, as the first start of a deployment does.
      if (turn >= 0) result.starts[setup].push(server.coldStartMs);
    }
  }
  const running = new Map<Setup, ServerUnderTest>();
  for (const setup of SETUPS) running.set(setup, await start(setup));
  for (const server of running.values()) await load(server.port, 4, 3_000, MAY_REFUSE);
  for (let turn = 0; turn < turns; turn++) {
    for (const [setup, server] of running) result.samples[setup].push(await measure(server));
  }
  for (const server of running.values()) await server.stop();
  sink.server.close();
  return result;
}

async function measure(server: ServerUnderTest): Promise<FunctionSample> {
  const cpuBefore = server.cpuMs();
  const busy = await load(server.port, 4, 1_000, MAY_REFUSE);
  const cpuUsPerRequest = (server.cpuMs() - cpuBefore) * 1_000 / busy.requests;
  const calm = await load(server.port, 1, 200, MAY_REFUSE);
  return {
    cpuUsPerRequest,
    p50At1Ms: percentile(calm.latencies, 0.5),
    p50At4Ms: percentile(busy.latencies, 0.5),
    p99At4Ms: percentile(busy.latencies, 0.99),
    refused: busy.refused + calm.refused,
  };
}

async function bundles(): Promise<Record<Setup, string>> {
  const folder = mkdtempSync(join(tmpdir(), "bench-ledger-"));
  const plain = join(folder, "plain.mjs");
  const withPostgres = join(folder, "postgres.mjs");
  writeFileSync(plain, await bundleFunction());
  writeFileSync(withPostgres, await bundleFunction({ withPostgres: true }));
  return {
    "plain build, memory": plain,
    "build with Postgres, memory": withPostgres,
    "build with Postgres, postgres": withPostgres,
  };
}

const bySetup = <T>(): Record<Setup, T[]> => ({
  "plain build, memory": [],
  "build with Postgres, memory": [],
  "build with Postgres, postgres": [],
});
