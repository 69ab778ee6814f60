import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../random.ts";
import type { ReleaseProfile } from "../release-profile.ts";
import type { HookConfig } from "./hook-config.ts";
import { errorOf, type HookFailure } from "./hook-failure.ts";
import { exchange } from "./http-exchange.ts";
import { hookPayload, type SmsToSend } from "./payload.ts";
import { type HookVerdict, readAnswer } from "./read-answer.ts";
import { signWebhook } from "./sign-webhook.ts";

/** Asks the hook to send an SMS; throws what the app is told when it does not. */
export type SendHook = (sms: SmsToSend, signal: AbortSignal) => Promise<void>;

interface Options {
  readonly config: HookConfig;
  readonly profile: ReleaseProfile;
  readonly random: Random;
  /** The true time, whatever the emulator's clock says: the hook checks signatures against its own. */
  readonly wallClock: () => number;
}

/** Constants of Auth that no setting changes (hookshttp.go). */
const ATTEMPTS = 3;
const TOTAL_MS = 5000;
const BACKOFF_MS = 2000;

export function createSendHook(options: Options): SendHook {
  const { config, profile, random, wallClock } = options;
  return async (sms, signal) => {
    const body = hookPayload(profile, sms, { uuid: random.uuid(), at: wallClock() });
    const failure = await withinBudget(signal, (signal) => invoke(options, body, signal));
    if (failure) throw errorOf(failure, profile, config.uri);
  };
}

/** Not AbortSignal.any(): Node 20 may collect it, and the deadline with it, while a body is being read. */
async function withinBudget<T>(gone: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, TOTAL_MS);
  gone.addEventListener("abort", stop);
  if (gone.aborted) stop();
  try {
    return await run(controller.signal);
  } finally {
    clearTimeout(timer);
    gone.removeEventListener("abort", stop);
  }
}

async function invoke(options: Options, body: string, signal: AbortSignal): Promise<HookFailure | undefined> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const verdict = await attemptOnce(options, body, signal);
    if (verdict.kind === "ok") return undefined;
    if (verdict.kind === "try_again") continue;
    if (verdict.kind !== "unreachable" || attempt === ATTEMPTS) return verdict;
    const waited = await sleep(BACKOFF_MS, true, { signal }).catch(() => false);
    if (!waited) return { kind: "deadline" };
  }
  return { kind: "retries_over" };
}

async function attemptOnce(options: Options, body: string, signal: AbortSignal): Promise<HookVerdict> {
  const { config, profile, random, wallClock } = options;
  const id = random.uuid();
  const timestamp = Math.floor(wallClock() / 1000);
  const signed = signWebhook(config.secrets, { id, timestamp, body });
  if ("refused" in signed) return { kind: "unsigned", fault: signed.refused };
  const headers = {
    "user-agent": "Go-http-client/1.1",
    "accept-encoding": "identity",
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signed.signature,
  };
  const answer = await exchange({ url: config.uri, headers, body }, signal).catch(() => undefined);
  if (!answer) return signal.aborted ? { kind: "deadline" } : { kind: "unreachable" };
  try {
    return await readAnswer(answer, profile);
  } finally {
    answer.destroy();
  }
}
