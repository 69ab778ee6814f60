import type { Credentials } from "../aliyun/rpc-call.ts";
import { checkValues } from "./check-values.ts";
import { tellOfForeignNames } from "./foreign-names.ts";
import { type Address, readAddress } from "./read-address.ts";
import { hasLastingKey, readAccounts, readCredentials } from "./read-credentials.ts";
import { tellOfNearNames } from "./near-names.ts";
import { type LedgerConfig, readLedger } from "./read-ledger.ts";
import { warnOfRisks } from "./warn-of-risks.ts";
import { readReceiptsToken } from "./read-receipts-token.ts";
import { readLimits } from "./read-limits.ts";
import { readPolicy } from "./read-policy.ts";
import { readRoutes } from "./read-routes.ts";
import { readHookSecrets } from "./read-hook-secrets.ts";
import { ConfigError, createEnvReader, type EnvReader, type Problem } from "./env-reader.ts";
import type { AuthVersion } from "../gotrue/answer-style.ts";
import type { Limits } from "../ledger/limits.ts";
import type { Policy } from "../sms/decide.ts";
import type { BareNumbers } from "../sms/phone-number.ts";
import type { Route } from "../sms/route.ts";
import type { Env } from "./variables.ts";

export interface Config extends LedgerConfig {
  /** Base64, without prefixes. */
  hookSecrets: readonly string[];
  /** Absent where the host brings them. */
  credentials: Credentials | undefined;
  /** Of the accounts that routes name. */
  accounts: ReadonlyMap<string, Credentials>;
  transport: "fetch" | "pop-core";
  routes: readonly Route[];
  policy: Policy;
  bareNumbers: BareNumbers;
  limits: Limits;
  maxConcurrentSends: number;
  onUnconfirmed: "accept" | "refuse";
  onLedgerDown: "refuse" | "send";
  /** The end of the path that receipts are pushed to; without it there is none. */
  receiptsToken: string | undefined;
  authVersion: AuthVersion | undefined;
  address: Address;
  /** What starts and holds a risk. */
  warnings: readonly Problem[];
}

/**
 * Environment → Config, once, at start.
 * @param hostBringsKeys whether an access key need not be set
 * @throws {ConfigError} If anything is missing or does not fit; it names every problem and shows no value.
 */
export function readConfig(env: Env, { hostBringsKeys = false } = {}): Config {
  const reader = createEnvReader(env);
  const bareNumbers = reader.choice("bareNumbers", ["refuse", "CN"]);
  const policy = readPolicy(reader, bareNumbers);
  const hookSecrets = readHookSecrets(reader);
  const routes = readRoutes(reader, policy);
  const credentials = hostBringsKeys && !hasLastingKey(reader) ? undefined : readCredentials(reader);
  const ledger = readLedger(reader, hookSecrets);
  const config: Config = {
    hookSecrets,
    credentials,
    accounts: readAccounts(reader, routes.flatMap(({ account }) => account ?? [])),
    transport: reader.choice("transport", ["fetch", "pop-core"]),
    routes,
    policy,
    bareNumbers,
    limits: readLimits(reader),
    ...ledger,
    maxConcurrentSends: reader.integer("maxConcurrentSends", { min: 1, max: 10_000, byDefault: 200 }),
    onUnconfirmed: reader.choice("onUnconfirmed", ["accept", "refuse"]),
    onLedgerDown: reader.choice("onLedgerDown", ["refuse", "send"]),
    receiptsToken: readReceiptsToken(reader, [
      ...hookSecrets,
      credentials?.accessKeySecret ?? "",
      ledger.ledgerKey,
    ]),
    authVersion: readAuthVersion(reader),
    address: readAddress(reader),
    warnings: reader.warnings,
  };
  checkValues(reader);
  warnOfRisks(reader, config);
  const unread = [...tellOfNearNames(reader), ...tellOfForeignNames(reader)];
  if (reader.problems.length > 0) throw new ConfigError(reader.problems, unread);
  reader.warnings.push(...unread);
  return config;
}

function readAuthVersion(reader: EnvReader): AuthVersion | undefined {
  const value = reader.text("authVersion");
  if (value === undefined) return undefined;
  const [, major, minor] = /^v?(\d+)\.(\d+)(?:\.\d+)?(?:[-+].*)?$/.exec(value) ?? [];
  if (major !== undefined && minor !== undefined) return [Number(major), Number(minor)];
  return reader.report(
    "authVersion",
    "must be a release of Auth such as 2.177.0 (GET /auth/v1/health shows it), or be removed",
    "必须是 Auth 的版本号，例如 2.177.0（可通过 GET /auth/v1/health 查看），否则请删除该变量",
  );
}
