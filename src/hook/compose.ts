import type { Hono } from "hono";
import { createAliyunSender } from "./aliyun/sender.ts";
import { createSignForm } from "./aliyun/sign-form.ts";
import type { AskCredentials, Credentials, SignForm } from "./aliyun/rpc-call.ts";
import { type Config, readConfig } from "./config/config.ts";
import { createAskCredentials } from "./config/ask-credentials.ts";
import { ConfigError, type Problem } from "./config/env-reader.ts";
import { type Env, VARIABLES } from "./config/variables.ts";
import { createDeliver } from "./deliver.ts";
import { createVerifyWebhook } from "./gotrue/verify-webhook.ts";
import { createHandleSendSms } from "./handle-send-sms.ts";
import { createApp } from "./http/app.ts";
import { receiptsRoutes } from "./http/receipts.ts";
import { sendSmsRoutes } from "./http/send-sms.ts";
import { createBoundedLedger } from "./ledger/bounded.ts";
import { createKeyedHash } from "./ledger/keyed-hash.ts";
import type { Guarded } from "./ledger/guard-now-and-then.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { createMemoryLedger } from "./ledger/memory.ts";
import { createMemoryReceipts } from "./ledger/memory-receipts.ts";
import { openPostgresLedger } from "./ledger/open-postgres.ts";
import { OWNS_LEDGER } from "./ledger/postgres-start.ts";
import type { Receipts } from "./ledger/receipts.ts";
import { guardedEntry } from "./log/guarded-entry.ts";
import { listenerEndedEntry } from "./log/listener-ended-entry.ts";
import { createLog, type Log } from "./log/log.ts";
import { createLogObserver } from "./log/log-observer.ts";
import { type ListeningFacts, startEntry } from "./log/start-entry.ts";
import type { Runtime } from "./runtime/runtime.ts";

export type { AskCredentials };

export interface Hook {
  config: Config;
  app: Hono;
  /** To be called when a server's listener has ended by itself, with the runtime's error. */
  logListenerEnded(error: unknown): void;
  /**
   * Writes the first line of the log. To be called when the app listens: until then it has not started, and the
   * first request need not wait for the line.
   */
  logStart(listening?: ListeningFacts): void;
}

export interface HookOptions {
  /** Of a host that brings a key and renews it. One that the environment has for good goes before it. */
  askCredentials?: AskCredentials;
}

/**
 * Environment and runtime → the app. The one place where ports meet their adapters.
 * @throws {ConfigError} If the configuration does not fit; nothing is half started.
 */
export async function composeHook(
  env: Env,
  runtime: Runtime,
  { askCredentials }: HookOptions = {},
): Promise<Hook> {
  const config = readConfig(env, { hostBringsKeys: askCredentials !== undefined });
  const secrets = [
    ...config.hookSecrets,
    config.ledgerKey,
    config.receiptsToken ?? "",
    ...passwordsOf(config),
    ...[config.credentials, ...config.accounts.values()].flatMap(secretsOf),
  ];
  const ask = createAskCredentials(config, askCredentials && remembering(askCredentials, secrets));
  const log = createLog({ now: runtime.now, writeLog: runtime.writeLog, secrets });
  const [signForm, ledgers] = await Promise.all([
    chooseSignForm(config, runtime),
    createLedgers(config, runtime, log),
  ]);
  const deliver = createDeliver({
    config,
    ledger: ledgers.ledger,
    standIn: ledgers.standIn,
    keyedHash: createKeyedHash(config.ledgerKey),
    sender: createAliyunSender({ askCredentials: ask, signForm, fetch: runtime.fetch }),
    log,
    runtime,
  });
  const verifyWebhook = createVerifyWebhook(config.hookSecrets);
  const handleSendSms = createHandleSendSms({ config, verifyWebhook, deliver });
  const observe = createLogObserver(log);
  return {
    config,
    app: createApp([
      sendSmsRoutes({ config, handleSendSms, observe, runtime }),
      receiptsRoutes({ token: config.receiptsToken, receipts: ledgers.receipts, observe, log, runtime }),
    ]),
    logListenerEnded: (error) => log(listenerEndedEntry(error)),
    logStart: (listening) =>
      log(startEntry(config, env, { ...listening, ledgerDown: ledgers.away, warnings: warningsOf(ledgers) })),
  };
}

/** As it stands in the URL and as it is. */
function passwordsOf({ database }: Config): string[] {
  const password = database ? new URL(database.url).password : "";
  return [password, decodeURIComponent(password)];
}

interface Ledgers {
  ledger: Ledger;
  standIn: Ledger | undefined;
  receipts: Receipts;
  /** Why the ledger was not to be reached at start. */
  away?: string;
  /** Whether its role may do all with it. */
  owns?: boolean;
}

function warningsOf({ owns }: Ledgers): Problem[] {
  const { setting, en, zh } = OWNS_LEDGER;
  return owns ? [{ variable: VARIABLES[setting][0], en, zh }] : [];
}

async function createLedgers(
  { database, guard, onLedgerDown }: Config,
  runtime: Runtime,
  log: Log,
): Promise<Ledgers> {
  const memory = createMemoryLedger(runtime);
  // The memory ledger cannot be down, so nothing has to stand in for it.
  if (database === undefined) {
    return { ledger: memory, standIn: undefined, receipts: createMemoryReceipts(runtime) };
  }
  const onGuarded = (guarded: Guarded) => log(guardedEntry(guarded));
  const opened = await openPostgresLedger({ ...database, guard, onGuarded }, runtime);
  if ("status" in opened) {
    throw new ConfigError([{ variable: VARIABLES[opened.setting][0], en: opened.en, zh: opened.zh }]);
  }
  return {
    ...opened,
    ledger: createBoundedLedger(opened.ledger),
    standIn: onLedgerDown === "send" ? memory : undefined,
  };
}

const secretsOf = (credentials: Credentials | undefined): string[] =>
  credentials ? [credentials.accessKeyId, credentials.accessKeySecret, credentials.securityToken ?? ""] : [];

/** Some keys of every account, more than are ever in use at a time. */
const MAX_SECRETS = 100;

/** The log hides renewed keys too; `secrets` is the list that it reads. */
function remembering(askCredentials: AskCredentials, secrets: string[]): AskCredentials {
  const lasting = secrets.length;
  return async (account) => {
    const credentials = await askCredentials(account);
    const unseen = secretsOf(credentials).filter((secret) => !secrets.includes(secret));
    if (secrets.push(...unseen) > MAX_SECRETS) secrets.splice(lasting, unseen.length);
    return credentials;
  };
}

async function chooseSignForm({ transport }: Config, runtime: Runtime): Promise<SignForm> {
  if (transport === "fetch") return createSignForm(runtime);
  // Loaded only when asked for: it takes longer to load than all the rest.
  const { createSignFormByPopCore } = await import("./aliyun/sign-form-by-pop-core.ts");
  return createSignFormByPopCore();
}
