import type { Env } from "../../../src/hook/config/variables.ts";
import { createDeliver } from "../../../src/hook/deliver.ts";
import type { SendSmsRequest } from "../../../src/hook/gotrue/parse-payload.ts";
import { createBoundedLedger } from "../../../src/hook/ledger/bounded.ts";
import { createKeyedHash } from "../../../src/hook/ledger/keyed-hash.ts";
import type { Ledger } from "../../../src/hook/ledger/ledger.ts";
import { createMemoryLedger } from "../../../src/hook/ledger/memory.ts";
import type { LogEntry } from "../../../src/hook/log/log-entry.ts";
import type { Seen } from "../../../src/hook/seen.ts";
import type { SendOutcome } from "../../../src/hook/sms/sms-sender.ts";
import { configOf } from "./config.ts";
import { MAINLAND, phoneOf, requestOf } from "./examples.ts";
import { createFakeRuntime, type FakeRuntime } from "./runtime.ts";
import { createScriptedSender } from "./senders.ts";

interface Options {
  env?: Env;
  /** What the ledger does otherwise than the memory ledger. */
  ledger?: (memory: Ledger, runtime: FakeRuntime) => Partial<Ledger>;
  standIn?: boolean;
  /** What the provider takes. */
  takesMs?: number;
  waitUntil?: (promise: Promise<unknown>) => void;
}

/** The stateful and paid half with a scripted provider and a ledger that misbehaves as told. */
export function setUpDelivery(
  outcomes: readonly (SendOutcome | Error)[],
  { env = {}, ledger: change = () => ({}), standIn = false, takesMs = 0, waitUntil }: Options = {},
) {
  const runtime = createFakeRuntime(waitUntil ? { waitUntil } : {});
  const config = configOf(env);
  const memory = createMemoryLedger(runtime);
  const ledger = createBoundedLedger({ ...memory, ...change(memory, runtime) });
  const sender = createScriptedSender(outcomes, async () => {
    if (takesMs > 0) await runtime.sleep(takesMs);
  });
  const entries: LogEntry[] = [];
  const deliver = createDeliver({
    config,
    ledger,
    standIn: standIn ? createMemoryLedger(runtime) : undefined,
    keyedHash: createKeyedHash(config.ledgerKey),
    sender,
    log: (entry) => void entries.push(entry),
    runtime,
  });

  async function ask(raw = "{}", request: SendSmsRequest = requestOf()) {
    const seen: Seen = { arrivedAt: runtime.now() };
    const signedAtSeconds = Math.floor(runtime.now() / 1000);
    const phone = phoneOf(MAINLAND);
    const to = { phone, flow: "signin" as const, verifiedFactor: false, routes: config.routes };
    const order = { raw, request, signedAtSeconds, ...to };
    const result = await deliver(order, seen);
    return { result, seen, tookMs: runtime.now() - seen.arrivedAt };
  }
  return { ask, runtime, sender, config, memory, entries };
}
