import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { RETRY_MS } from "./carrier.ts";
import { createControl } from "./control.ts";
import { DEFAULT_SEED } from "./default-seed.ts";
import type { AccountState, EmulatedMessage, RequestRecord, Seed, Settings } from "./entities.ts";
import { type Fault, type FaultInput, faultSchema } from "./fault-schema.ts";
import { createGateway } from "./gateway.ts";
import {
  type ReceiptChanges,
  type ReceiptSettings,
  type ReportInput,
  reportSchema,
} from "./receipt-settings.ts";
import type { Neighbours, Verdict } from "./surroundings.ts";
import { createWorld } from "./world.ts";

export type AliyunEmulatorOptions = {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly hostname?: string;
  /** Replaces the default seed field by field. */
  readonly seed?: Partial<Seed>;
  /** Epoch milliseconds; give the caller's own clock here to move both in step. */
  readonly now?: () => number;
  readonly randomUuid?: () => string;
  /** When a push of receipts that was not taken comes again; by default after 1, 5 and 10 minutes. */
  readonly receiptRetryMs?: readonly number[];
};

export type AliyunEmulator = {
  readonly url: string;
  messages(): readonly EmulatedMessage[];
  /** Newest last, refused requests included. */
  requests(): readonly RequestRecord[];
  clearMessages(): void;
  onMessage(listener: (message: EmulatedMessage) => void): () => void;
  /** Replaces all faults; the first one that matches a request strikes. */
  setFault(...faults: FaultInput[]): void;
  clearFaults(): void;
  faults(): readonly Fault[];
  /** Makes the provider's whole clock wrong, timestamps of requests included. */
  setClockOffset(seconds: number): void;
  /** Lets time pass for flow control and receipts only; a caller in real time can go on signing. */
  advanceClock(seconds: number): void;
  settings(): Settings;
  updateSettings(changes: Partial<Settings>): void;
  receiptSettings(): ReceiptSettings;
  updateReceiptSettings(changes: ReceiptChanges): void;
  /** Has the carrier report on an SMS, now or again. */
  report(input: ReportInput): void;
  /** Replaces keys, signatures or templates, until `reset`. */
  updateAccount(changes: Partial<AccountState>): void;
  /** Whose page and whose Auth the inbox may show and move. */
  setNeighbours(neighbours: Neighbours): void;
  /** Has the inbox show what the hook made of a request. */
  noteVerdict(verdict: Verdict): void;
  reset(): void;
  close(): Promise<void>;
};

export async function createAliyunEmulator(options: AliyunEmulatorOptions = {}): Promise<AliyunEmulator> {
  const {
    port = 0,
    hostname = "127.0.0.1",
    now = Date.now,
    randomUuid = randomUUID,
    receiptRetryMs = RETRY_MS,
  } = options;
  const world = createWorld({ seed: { ...DEFAULT_SEED, ...options.seed }, now, randomUuid, receiptRetryMs });
  const closing = new AbortController();

  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false });
  app.route("/_emulator", createControl(world));
  app.all("/", createGateway(world, closing.signal));
  app.notFound((c) =>
    c.json({ error: `Cannot find ${c.req.path}: the APIs are at /, see /_emulator/` }, 404)
  );

  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  // Node's five seconds are shorter than a person's pause between two logins, and race with a reused connection.
  server.keepAliveTimeout = 65_000;
  const url = await listen(server, port, hostname);

  return {
    url,
    messages: world.messages.all,
    requests: world.requests.all,
    clearMessages: world.messages.clear,
    onMessage: (listener) =>
      world.messages.subscribe((event) => event.type === "message" && listener(event.message)),
    setFault: (...faults) => world.faults.set(faults.map((fault) => faultSchema.parse(fault))),
    clearFaults: () => world.faults.set([]),
    faults: world.faults.all,
    setClockOffset: world.clock.setOffset,
    advanceClock: world.clock.advance,
    settings: world.account.settings,
    updateSettings: world.account.updateSettings,
    receiptSettings: world.carrier.settings,
    updateReceiptSettings: world.carrier.updateSettings,
    report(input) {
      const { message, code, secondsAgo } = reportSchema.parse(input);
      if (world.carrier.report(message, code, secondsAgo)) return;
      throw new Error(`Cannot report on the SMS ${message}: it is not in the inbox`);
    },
    updateAccount: world.account.updateState,
    setNeighbours: world.surroundings.set,
    noteVerdict: world.surroundings.verdicts.add,
    reset: world.reset,
    close() {
      closing.abort();
      world.carrier.close();
      return stop(server);
    },
  };
}

function listen(server: Server, port: number, hostname: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const state = error.code === "EADDRINUSE" ? `port ${port} is taken` : error.message;
      reject(new Error(`Cannot start the Alibaba Cloud emulator: ${state}`, { cause: error }));
    });
    server.listen(port, hostname, () => {
      const address = server.address();
      const actualPort = typeof address === "object" && address !== null ? address.port : port;
      resolve(`http://${hostname}:${actualPort}`);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Hanging requests and event streams never end by themselves.
    server.closeAllConnections();
  });
}
