/** Formats clock times; the part up to the second is made once a second. */
export function createUtcTime() {
  let second = NaN;
  let text = "";

  /** `2026-11-23T08:00:00` */
  function toSecond(ms: number): string {
    const at = Math.floor(ms / 1000);
    if (at !== second) {
      second = at;
      text = new Date(at * 1000).toISOString().slice(0, 19);
    }
    return text;
  }

  return {
    /** `2026-11-23T08:00:00Z` */
    seconds: (ms: number): string => `${toSecond(ms)}Z`,
    /** `2026-11-23T08:00:00.000Z` */
    milliseconds: (ms: number): string =>
      `${toSecond(ms)}.${String(Math.floor(ms) % 1000).padStart(3, "0")}Z`,
  };
}
