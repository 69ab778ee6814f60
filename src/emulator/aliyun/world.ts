import { type Account, createAccount } from "./account.ts";
import { type Carrier, createCarrier } from "./carrier.ts";
import { createClock, type EmulatorClock } from "./clock.ts";
import type { RequestRecord, Seed } from "./entities.ts";
import { createFaultBoard, type FaultBoard } from "./fault-board.ts";
import { createFlowControl, type FlowControl } from "./flow-control.ts";
import { createIds, type Ids } from "./ids.ts";
import { createMessageLog, type MessageLog } from "./message-log.ts";
import { createNonceMemory, type NonceMemory } from "./nonces.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import { createSurroundings, type Surroundings } from "./surroundings.ts";

/** Everything the emulator remembers. */
export type World = {
  readonly account: Account;
  readonly carrier: Carrier;
  readonly clock: EmulatorClock;
  readonly faults: FaultBoard;
  readonly flowControl: FlowControl;
  readonly ids: Ids;
  readonly messages: MessageLog;
  readonly nonces: NonceMemory;
  readonly requests: Recorder<RequestRecord>;
  readonly surroundings: Surroundings;
  reset(): void;
};

export type WorldOptions = {
  readonly seed: Seed;
  readonly now: () => number;
  readonly randomUuid: () => string;
  readonly receiptRetryMs: readonly number[];
};

export function createWorld({ seed, now, randomUuid, receiptRetryMs }: WorldOptions): World {
  const account = createAccount(seed);
  const clock = createClock(now);
  const faults = createFaultBoard();
  const flowControl = createFlowControl();
  const messages = createMessageLog();
  const carrier = createCarrier({ initial: seed.receipts, messages, clock, retryMs: receiptRetryMs });
  const nonces = createNonceMemory();
  const requests = createRecorder<RequestRecord>();
  const surroundings = createSurroundings();
  return {
    account,
    carrier,
    clock,
    faults,
    flowControl,
    ids: createIds(randomUuid),
    messages,
    nonces,
    requests,
    surroundings,
    reset() {
      account.reset();
      carrier.reset();
      clock.reset();
      faults.set([]);
      flowControl.clear();
      nonces.clear();
      requests.clear();
      messages.clear();
      surroundings.reset();
    },
  };
}
