import type { Hono } from "hono";
import { createAliyunSender } from "./aliyun/sender.ts";
import { createFetchTransport } from "./aliyun/transport-fetch.ts";
import type { Transport } from "./aliyun/transport.ts";
import { createApp } from "./http/app.ts";
import { type Config, readConfig } from "./config/config.ts";
import type { Env } from "./config/variables.ts";
import { createDeliver } from "./deliver.ts";
import { createVerifyWebhook } from "./gotrue/verify-webhook.ts";
import { createHandleSendSms } from "./handle-send-sms.ts";
import { createMemoryLedger } from "./ledger/memory.ts";
import { createLog } from "./log/log.ts";
import { startEntry } from "./log/start-entry.ts";
import type { Runtime } from "./runtime/runtime.ts";

export interface Hook {
  config: Config;
  app: Hono;
  /**
   * Writes the first line of the log. To be called when the app listens: until then it has not started, and the
   * first request need not wait for the line.
   * @param listening such as `127.0.0.1:8000`, where it is known
   */
  logStart(listening?: string): void;
}

/**
 * Environment and runtime → the app. The one place where ports meet their adapters.
 * @throws {ConfigError} If the configuration does not fit; nothing is half started.
 */
export async function composeHook(env: Env, runtime: Runtime): Promise<Hook> {
  const config = readConfig(env);
  const transport = await createTransport(config, runtime);
  const sender = createAliyunSender({ transport, endpoints: config.endpoints });
  const ledger = createMemoryLedger(runtime);
  const log = createLog({ now: runtime.now, writeLog: runtime.writeLog, secrets: secretsOf(config) });
  const deliver = createDeliver({ config, ledger, sender, runtime });
  const verifyWebhook = createVerifyWebhook(config.hookSecrets);
  const handleSendSms = createHandleSendSms({ config, verifyWebhook, deliver });
  return {
    config,
    app: createApp({ config, handleSendSms, log, now: runtime.now }),
    logStart: (listening) => log({ ...startEntry(config, env), listening }),
  };
}

function secretsOf({ hookSecrets, credentials }: Config): string[] {
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  return [...hookSecrets, accessKeyId, accessKeySecret, securityToken ?? ""];
}

async function createTransport({ transport, credentials }: Config, runtime: Runtime): Promise<Transport> {
  const options = { credentials, fetch: runtime.fetch, now: runtime.now, randomUuid: runtime.randomUuid };
  if (transport === "fetch") return createFetchTransport(options);
  // Loaded only when asked for: it takes longer to load than all the rest.
  const { createPopCoreTransport } = await import("./aliyun/transport-pop-core.ts");
  return createPopCoreTransport(options);
}
