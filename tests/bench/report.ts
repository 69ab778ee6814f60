import type { Sample } from "./bench.ts";
import type { ServerName } from "./bundle-servers.ts";

type Figure = keyof Sample | "coldStartMs";
/** What each turn measured, in the order of the turns. */
export type Series = (figure: Figure, server: ServerName) => readonly number[];

const LABELS: Record<Figure, string> = {
  cpuUsPerRequest: "CPU per request, µs",
  throughput32: "requests/s, 32 connections",
  p50At32Ms: "p50, 32 connections, ms",
  p99At32Ms: "p99, 32 connections, ms",
  throughput1: "requests/s, 1 connection",
  p50At1Ms: "p50, 1 connection, ms",
  p99At1Ms: "p99, 1 connection, ms",
  coldStartMs: "spawn to first accepted SMS, ms",
  residentMb: "resident memory, MB",
};
// The keys of a record that has every figure.
const FIGURES = Object.keys(LABELS) as Figure[];

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [below, above] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((below ?? NaN) + (above ?? NaN)) / 2;
}

/** The median of each turn's own ratio: what slows the machine for a while slows both sides of it. */
const timesFloor = (values: readonly number[], floor: readonly number[]): string =>
  `${median(values.map((value, turn) => value / (floor[turn] ?? NaN))).toFixed(2)}×`;

export function table(
  title: string,
  series: Series,
  memory: { floor: number[]; ours: number[] } | undefined,
): string {
  const row = (...cells: string[]) =>
    `| ${cells.map((cell, i) => i ? cell.padStart(9) : cell.padEnd(34)).join(" | ")} |`;
  const lines = FIGURES.map((figure) => {
    const [floor, ours, usual] = [series(figure, "floor"), series(figure, "ours"), series(figure, "usual")];
    const medians = [floor, ours, usual].map((values) => digits(median(values)));
    return row(LABELS[figure], ...medians, timesFloor(ours, floor), timesFloor(usual, floor));
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
    "A ratio is the median of the ratios of all turns, so it may differ from that of the two medians.",
    "",
  ].join("\n");
}

const digits = (value = NaN): string => value >= 100 ? value.toFixed(0) : value.toFixed(2);
const ratio = ({ floor, ours }: { floor: number[]; ours: number[] }): string =>
  `${((ours.at(-1) ?? NaN) / (floor.at(-1) ?? NaN)).toFixed(2)}×`;
