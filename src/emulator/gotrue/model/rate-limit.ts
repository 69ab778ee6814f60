import { goDurationMs } from "../wire/go-time.ts";

/** How many SMS Auth sends in all; `N` is a window of an hour, `N/duration` a bucket (ratelimit/*). */
export interface SmsQuota {
  readonly events: number;
  readonly perMs: number;
  readonly refill: "window" | "bucket";
}

export function smsQuota(text: string): SmsQuota | undefined {
  const [, events, duration] = /^(\d+)(?:\.0*)?(?:\/(.+))?$/.exec(text) ?? [];
  if (events === undefined) return undefined;
  if (duration === undefined) return { events: Number(events), perMs: 3_600_000, refill: "window" };
  const perMs = goDurationMs(duration);
  return perMs ? { events: Number(events), perMs, refill: "bucket" } : undefined;
}

export interface RateLimit {
  /** Takes one event, or says no. Nothing is ever given back. */
  allow(): boolean;
  /** How many more it would allow. */
  left(): number;
  reset(): void;
}

export function createRateLimit(quota: SmsQuota, now: () => number): RateLimit {
  let left = quota.events;
  let since = now();
  const refill = (at: number) => {
    const periods = Math.floor((at - since) / quota.perMs);
    if (periods < 1) return;
    left = quota.refill === "window" ? quota.events : Math.min(quota.events, left + periods);
    since += periods * quota.perMs;
  };
  return {
    allow() {
      refill(now());
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    left() {
      refill(now());
      return left;
    },
    reset() {
      left = quota.events;
      since = now();
    },
  };
}
