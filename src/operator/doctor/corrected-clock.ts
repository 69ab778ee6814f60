import { type Finding, finding } from "./finding.ts";

/** `Date` counts whole seconds, and the way there and back takes some. */
const NOTICEABLE_S = 30;
/** The hook's own tolerance for signatures, as of the standard. */
const TOLERANCE_S = 300;

export interface CorrectedClock {
  now(): number;
  /** Takes the provider's `Date` for the right time. */
  observe(subject: string, date: string | null): void;
  findings(): Finding[];
}

/** This machine's clock, put right by the provider's, so that a wrong one does not hide everything else. */
export function createCorrectedClock(now: () => number): CorrectedClock {
  let offsetMs = 0;
  let observed: Finding[] | undefined;
  return {
    now: () => now() + offsetMs,
    observe(subject, date) {
      const at = date === null ? NaN : Date.parse(date);
      if (observed !== undefined || Number.isNaN(at)) return;
      const difference = at - now();
      const off = Math.round(Math.abs(difference) / 1000);
      if (off > NOTICEABLE_S) offsetMs = difference;
      observed = off > TOLERANCE_S
        ? [finding("clock_wrong", subject, { off })]
        : off > NOTICEABLE_S
        ? [finding("clock_drifts", subject, { off })]
        : [];
    },
    findings: () => observed ?? [],
  };
}
