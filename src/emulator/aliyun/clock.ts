export type ClockReading = {
  readonly gatewayTime: string;
  readonly businessTime: string;
  readonly offsetSeconds: number;
  readonly advancedSeconds: number;
};

export type EmulatorClock = {
  /** What a request's timestamp is compared with. */
  gatewayMs(): number;
  /** What flow control and receipts count with. */
  businessMs(): number;
  setOffset(seconds: number): void;
  advance(seconds: number): void;
  read(): ClockReading;
  reset(): void;
};

/**
 * Two readings of one clock: the offset makes the whole provider wrong (a caller with a skewed clock), while
 * advancing lets only the provider's business day pass, so that an honest caller in real time can wait out a
 * flow-control window at once and still sign within the fifteen minutes.
 */
export function createClock(now: () => number): EmulatorClock {
  let offsetSeconds = 0;
  let advancedSeconds = 0;
  const gatewayMs = () => now() + offsetSeconds * 1000;
  const businessMs = () => gatewayMs() + advancedSeconds * 1000;
  return {
    gatewayMs,
    businessMs,
    setOffset(seconds) {
      offsetSeconds = seconds;
    },
    advance(seconds) {
      advancedSeconds += seconds;
    },
    read() {
      // Read once, so that the two times differ by exactly what was asked for.
      const gateway = gatewayMs();
      return {
        gatewayTime: new Date(gateway).toISOString(),
        businessTime: new Date(gateway + advancedSeconds * 1000).toISOString(),
        offsetSeconds,
        advancedSeconds,
      };
    },
    reset() {
      offsetSeconds = 0;
      advancedSeconds = 0;
    },
  };
}

const BEIJING_OFFSET_MS = 8 * 60 * 60 * 1000;

/** `yyyy-MM-dd HH:mm:ss` in Beijing time, the format of every date in the SMS APIs' bodies. */
export function beijingTime(epochMs: number): string {
  return new Date(epochMs + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** `Thu, 25 Nov 2021 10:27:33 +0800`, as the 2018 API writes dates. */
export function dateWithOffset(epochMs: number): string {
  return new Date(epochMs + BEIJING_OFFSET_MS).toUTCString().replace("GMT", "+0800");
}
