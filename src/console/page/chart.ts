import uPlot from "uplot";
import { h } from "./dom.ts";

export interface Series {
  readonly label: string;
  /** A custom property of the style sheet. */
  readonly colour: string;
  readonly values: readonly (number | null)[];
}

export interface ChartParts {
  /** Bars stand on each other; lines stand for themselves. */
  readonly look: "bars" | "lines";
  readonly at: readonly string[];
  readonly series: readonly Series[];
  /** Of the highest value; the highest of the series where it is absent. */
  readonly top?: number;
  /** Whether values are counts. */
  readonly whole?: boolean;
  readonly formatValue: (value: number) => string;
  readonly formatTime: (iso: string) => string;
  readonly label: string;
}

const HEIGHT = 220;
/** What lies between two lines of the grid: 1, 2 and 5 of every power of ten. */
const STEPS = Array.from({ length: 13 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** (power - 4)))
  .flat();

const colourOf = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @returns a chart that fits its place, with a legend that tells the values under the pointer */
export function chart(parts: ChartParts): { readonly element: HTMLElement; destroy(): void } {
  const { at, series, formatValue, formatTime } = parts;
  const plot = h("div", { class: "plot", role: "img", "aria-label": parts.label });
  const when = h("span", { class: "when" });
  const values = series.map(() => h("b", {}));
  const legend = h(
    "p",
    { class: "legend" },
    ...series.map(({ label, colour }, index) =>
      h("span", {}, h("i", { class: `swatch ${colour.slice(2)}` }), label, values[index] ?? null)
    ),
    when,
  );
  function tell(index: number | null | undefined): void {
    const iso = at[index ?? -1];
    when.textContent = iso === undefined ? "" : formatTime(iso);
    series.forEach((one, nth) => {
      const value = one.values[index ?? -1];
      const text = value === undefined || value === null ? "" : formatValue(value);
      values[nth]?.replaceChildren(text);
    });
  }
  const chart = new uPlot(optionsOf(parts, tell), dataOf(parts), plot);
  const resize = new ResizeObserver(() => chart.setSize({ width: plot.clientWidth, height: HEIGHT }));
  resize.observe(plot);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const redraw = () => chart.redraw(false);
  scheme.addEventListener("change", redraw);
  return {
    element: h("div", { class: "chart" }, plot, legend),
    destroy() {
      resize.disconnect();
      scheme.removeEventListener("change", redraw);
      chart.destroy();
    },
  };
}

/** Bars are drawn from the whole stack down, each over the one behind it. */
function dataOf({ look, at, series }: ChartParts): uPlot.AlignedData {
  const times = at.map((iso) => Date.parse(iso) / 1_000);
  if (look === "lines") return [times, ...series.map(({ values }) => [...values])];
  const stacks = series.map((_, nth) =>
    at.map((_, index) => series.slice(0, nth + 1).reduce((sum, one) => sum + (one.values[index] ?? 0), 0))
  );
  return [times, ...stacks.reverse()];
}

function optionsOf(parts: ChartParts, tell: (index: number | null | undefined) => void): uPlot.Options {
  const { look, at, series, top, formatValue, formatTime } = parts;
  const step = (Date.parse(at[1] ?? "") - Date.parse(at[0] ?? "")) / 1_000 || 3_600;
  const drawn = look === "bars" ? [...series].reverse() : series;
  const axis = {
    stroke: () => colourOf("--ink-soft"),
    font: "12px system-ui, sans-serif",
    ticks: { show: false },
    border: { show: false },
  };
  return {
    width: 300,
    height: HEIGHT,
    padding: [12, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: look === "lines" }, drag: { x: false, y: false } },
    scales: {
      x: { time: true, range: (_, min, max) => [min - step * 0.6, max + step * 0.6] },
      y: { range: (_, __, max) => [0, top ?? (max > 0 ? max * 1.08 : 1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 64,
        splits: (_, __, min, max) => everyNth(at, min, max),
        values: (_, splits) => splits.map((split) => formatTime(new Date(split * 1_000).toISOString())),
      },
      {
        ...axis,
        size: 56,
        grid: { stroke: () => colourOf("--line"), width: 1 },
        // A count has no halves.
        incrs: parts.whole ? STEPS.filter((one) => one >= 1) : STEPS,
        values: (_, splits) => splits.map(formatValue),
      },
    ],
    series: [
      {},
      ...drawn.map(({ colour, values }) =>
        ({
          ...(look === "bars"
            ? {
              fill: () => colourOf(colour),
              width: 0,
              paths: uPlot.paths.bars?.({ size: [0.72, 26], radius: 0.15 }),
            }
            : { stroke: () => colourOf(colour), width: 2, spanGaps: true }),
          // A line needs two; one value alone would not be seen.
          points: {
            show: look === "lines" && values.filter((value) => value !== null).length === 1,
            size: 8,
            fill: () => colourOf(colour),
          },
        }) as uPlot.Series
      ),
    ],
    hooks: { setCursor: [({ cursor }) => tell(cursor.idx)] },
  };
}

/** As many times as fit under the chart, all of them at a bar. */
function everyNth(at: readonly string[], min: number, max: number): number[] {
  const times = at.map((iso) => Date.parse(iso) / 1_000).filter((time) => time >= min && time <= max);
  const nth = Math.ceil(times.length / 6);
  return times.filter((_, index) => index % nth === 0);
}
