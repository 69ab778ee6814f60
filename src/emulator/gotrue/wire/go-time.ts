/** A point in time, in milliseconds since 1970 with fractions, as Go writes it: RFC 3339, trailing zeros cut. */
export function goTime(ms: number): string {
  const whole = Math.floor(ms);
  const micros = Math.floor((ms - whole) * 1000);
  const text = `${new Date(whole).toISOString().slice(0, -1)}${String(micros).padStart(3, "0")}`;
  return `${text.replace(/\.?0+$/, "")}Z`;
}

const UNIT_MS: { readonly [unit: string]: number } = {
  ns: 1e-6,
  us: 1e-3,
  "µs": 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Go's duration syntax (`1m30s`, `1ms`, `0`) in milliseconds, or undefined. */
export function goDurationMs(text: string): number | undefined {
  if (text === "0") return 0;
  if (!/^[+-]?((\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  const parts = text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g);
  const total = [...parts].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ""] ?? 0),
    0,
  );
  return text.startsWith("-") ? -total : total;
}
