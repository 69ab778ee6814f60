// temp
import { writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { freePort } from "../support/free-port.ts";
import { load } from "./load.ts";
import { startServer } from "./server-process.ts";
import { startSink } from "./sink.ts";
const [deno, rounds, turns, ...files] = process.argv.slice(2) as [any, string, string, ...string[]];
spawnSync("taskset", ["-acp", "1", String(process.pid)]);
const sink = await startSink();
const cpu: Record<string, number[]> = {};
const starts: Record<string, number[]> = {};
const tput: Record<string, number[]> = {};
for (const f of files) {
  cpu[f] = [];
  starts[f] = [];
  tput[f] = [];
}
for (let i = 0; i < Number(process.env.STARTS ?? 8); i++) {
  for (const f of files) {
    const s = await startServer({ file: f, deno, sinkUrl: sink.url, port: await freePort() });
    if (i > 0) starts[f]!.push(s.coldStartMs);
    await s.stop();
  }
}
for (let r = 0; r < Number(rounds); r++) {
  const run: any = {};
  for (const f of files) {
    run[f] = await startServer({ file: f, deno, sinkUrl: sink.url, port: await freePort() });
  }
  for (const f of files) await load(run[f].port, 32, 10000);
  for (let t = 0; t < Number(turns); t++) {
    for (let k = 0; k < files.length; k++) {
      const f = files[(k + t) % files.length]!;
      const a = run[f].cpuMs();
      const b = await load(run[f].port, 32, 3000);
      cpu[f]!.push((run[f].cpuMs() - a) * 1000 / b.requests);
      tput[f]!.push(b.requests / b.seconds);
    }
  }
  for (const f of files) {
    console.log(f, "rss", run[f].residentMb().toFixed(0));
    await run[f].stop();
  }
}
const med = (x: number[]) => {
  const s = [...x].sort((a, b) => a - b);
  return s.length ? s[s.length >> 1]! : NaN;
};
const min = (x: number[]) => Math.min(...x);
for (const f of files) {
  console.log(
    f.split("/").pop(),
    "cpu med",
    med(cpu[f]!).toFixed(0),
    "min",
    min(cpu[f]!).toFixed(0),
    "tput",
    med(tput[f]!).toFixed(0),
    "start med",
    med(starts[f]!).toFixed(1),
    "min",
    min(starts[f]!).toFixed(1),
    "| cpu ratio to first (med of pairs)",
    med(cpu[f]!.map((c, i) => c / cpu[files[0]!]![i]!)).toFixed(3),
    "start ratio",
    med(starts[f]!.map((c, i) => c / starts[files[0]!]![i]!)).toFixed(3),
  );
}
process.exit(0);
