import type { EmulatorClock } from "./clock.ts";
import type { EmulatedMessage, Receipt } from "./entities.ts";
import type { MessageLog } from "./message-log.ts";
import { push } from "./push.ts";
import { pushBodies } from "./push-body.ts";
import type { ReceiptChanges, ReceiptSettings } from "./receipt-settings.ts";

export type Carrier = {
  settings(): ReceiptSettings;
  updateSettings(changes: ReceiptChanges): ReceiptSettings;
  /** What is known of an SMS the moment it is accepted. */
  firstReceipt(atMs: number, code: string): Receipt;
  /** Reports on an SMS, now or again. @returns the SMS, or undefined where there is none of this id */
  report(id: string, code: string, secondsAgo: number): EmulatedMessage | undefined;
  reset(): void;
  close(): void;
};

type CarrierOptions = {
  readonly initial: ReceiptSettings;
  readonly messages: MessageLog;
  readonly clock: EmulatorClock;
  /** How long after a push that was not taken the next one comes. */
  readonly retryMs: readonly number[];
};

/** As documented (101867): after 1, 5 and 10 minutes, then never again. */
export const RETRY_MS: readonly number[] = [60_000, 300_000, 600_000];
/** What falls due within this time is pushed together. */
const TOGETHER_MS = 30;

/** Brings SMS to phones that do not exist, and has the provider push what became of them. */
export function createCarrier({ initial, messages, clock, retryMs }: CarrierOptions): Carrier {
  let settings = initial;
  let due: EmulatedMessage[] = [];
  let timers = new Set<NodeJS.Timeout>();
  let closing = new AbortController();

  function later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    // Nobody is kept waiting for a receipt.
    timer.unref();
    timers.add(timer);
  }

  function pushSoon(message: EmulatedMessage): void {
    if (settings.url === null) return;
    if (due.length === 0) later(TOGETHER_MS, pushDue);
    due.push(message);
  }

  function pushDue(): void {
    const { url, times, newestFirst } = settings;
    const batch = newestFirst ? due.toReversed() : due;
    due = [];
    if (url === null) return;
    for (const body of pushBodies(batch)) {
      for (let time = 0; time < times; time++) void pushUntilTaken(url, body, retryMs);
    }
  }

  async function pushUntilTaken(
    url: string,
    body: string,
    [wait, ...rest]: readonly number[],
  ): Promise<void> {
    const { signal } = closing;
    if (await push(url, body, signal) || signal.aborted || wait === undefined) return;
    later(wait, () => void pushUntilTaken(url, body, rest));
  }

  function report(id: string, code: string, secondsAgo: number): EmulatedMessage | undefined {
    const reportedAt = new Date(clock.businessMs() - secondsAgo * 1000).toISOString();
    const reported = messages.update(id, { delivered: code === "DELIVERED", code, reportedAt });
    if (reported) pushSoon(reported);
    return reported;
  }

  messages.subscribe((event) => {
    if (event.type !== "message") return;
    const { id, receipt } = event.message;
    if (receipt.reportedAt !== null) return pushSoon(event.message);
    if (settings.delayMs !== null) later(settings.delayMs, () => report(id, receipt.code, 0));
  });

  function stop(): void {
    timers.forEach(clearTimeout);
    timers = new Set();
    due = [];
    closing.abort();
  }

  return {
    settings: () => settings,
    updateSettings(changes) {
      settings = { ...settings, ...changes };
      return settings;
    },
    firstReceipt(atMs, fitting) {
      const code = settings.code ?? fitting;
      return {
        delivered: code === "DELIVERED",
        code,
        reportedAt: settings.delayMs === 0 ? new Date(atMs).toISOString() : null,
      };
    },
    report,
    reset() {
      stop();
      closing = new AbortController();
      settings = initial;
    },
    close: stop,
  };
}
