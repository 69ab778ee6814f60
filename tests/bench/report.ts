import type { Sample } from "./bench.ts";
import type { ServerName } from "./bundle-servers.ts";

export interface Figures extends Sample {
  coldStartMs: number;
}

const LABELS: Record<keyof Figures, string> = {
  cpuUsPerRequest: "CPU per request, µs",
  throughput32: "requests/s, 32 connections",
  p50At32Ms: "p50, 32 connections, ms",
  p99At32Ms: "p99, 32 connections, ms",
  throughput1: "requests/s, 1 connection",
  p50At1Ms: "p50, 1 connection, ms",
  p99At1Ms: "p99, 1 connection, ms",
  coldStartMs: "spawn to first accepted SMS, ms",
  residentMb: "resident memory after the run, MB",
};
// The keys of a record that has every key of Figures.
const FIGURES = Object.keys(LABELS) as (keyof Figures)[];

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export function medians(samples: readonly Sample[]): Sample {
  const middle = (figure: keyof Sample) => medianOf(samples.map((sample) => sample[figure]));
  return {
    cpuUsPerRequest: middle("cpuUsPerRequest"),
    throughput32: middle("throughput32"),
    p50At32Ms: middle("p50At32Ms"),
    p99At32Ms: middle("p99At32Ms"),
    throughput1: middle("throughput1"),
    p50At1Ms: middle("p50At1Ms"),
    p99At1Ms: middle("p99At1Ms"),
    residentMb: middle("residentMb"),
  };
}

export function table(
  title: string,
  middle: Record<ServerName, Figures>,
  memory: { floor: number[]; ours: number[] } | undefined,
): string {
  const row = (...cells: string[]) =>
    `| ${cells.map((cell, i) => i ? cell.padStart(9) : cell.padEnd(34)).join(" | ")} |`;
  const lines = FIGURES.map((figure) => {
    const { floor, ours, usual } = middle;
    const [f, o, u] = [floor[figure], ours[figure], usual[figure]];
    return row(
      LABELS[figure],
      digits(f),
      digits(o),
      digits(u),
      `${(o / f).toFixed(2)}×`,
      `${(u / f).toFixed(2)}×`,
    );
  });
  const rest = memory
    ? [
      row(
        "resident after 200,000 sends, MB",
        digits(memory.floor.at(-1)),
        digits(memory.ours.at(-1)),
        "",
        ratio(memory),
        "",
      ),
      "",
      `resident every 50,000 sends: ours ${memory.ours.map(digits).join(", ")} MB; floor ${
        memory.floor.map(digits).join(", ")
      } MB`,
    ]
    : [];
  return [
    "",
    title,
    "",
    row("", "floor", "ours", "usual", "ours", "usual"),
    row("---", "--:", "--:", "--:", "--:", "--:"),
    ...lines,
    ...rest,
    "",
    "",
  ].join("\n");
}

const digits = (value = NaN): string => value >= 100 ? value.toFixed(0) : value.toFixed(2);
const ratio = ({ floor, ours }: { floor: number[]; ours: number[] }): string =>
  `${((ours.at(-1) ?? NaN) / (floor.at(-1) ?? NaN)).toFixed(2)}×`;
