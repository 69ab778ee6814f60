import type { Config } from "../config/config.ts";
import type { Problem } from "../config/env-reader.ts";
import { ACCOUNT_VARIABLE, type Env, PRICE_VARIABLE, VARIABLES } from "../config/variables.ts";
import { formatRules } from "../ledger/limits.ts";
import { RELEASE } from "../runtime/release.ts";
import { openFilesNeeded } from "../sms/send-cap.ts";
import type { LogEntry } from "./log-entry.ts";

/** What a host knows of itself when it listens. */
export interface ListeningFacts {
  /** Such as `127.0.0.1:8000`. */
  at?: string;
  /** How many file descriptors the process may have, where it tells. */
  openFiles?: number | undefined;
  /** Why the ledger could not be reached, where it could not. */
  ledgerDown?: string | undefined;
  /** What only the start has shown, beside the configuration's own. */
  warnings?: readonly Problem[];
}

/** One line at start: what is configured, with keys masked, and what is not guaranteed. */
export function startEntry(
  config: Config,
  env: Env,
  { at, openFiles, ledgerDown, warnings: found = [] }: ListeningFacts = {},
): LogEntry {
  const { policy, limits } = config;
  const unknown = unknownVariables(env);
  const warnings = [...config.warnings, ...found];
  const needed = openFilesNeeded(config.maxConcurrentSends);
  return {
    level: ledgerDown
      ? "error"
      : unknown || warnings.length > 0 || (openFiles ?? needed) < needed
      ? "warn"
      : "info",
    event: "start",
    ...RELEASE,
    hookSecrets: config.hookSecrets.length,
    accessKeyId: config.credentials
      ? maskKey(config.credentials.accessKeyId)
      : "from the host, for every request",
    accounts: config.accounts.size > 0
      ? Object.fromEntries([...config.accounts].map(([name, key]) => [name, maskKey(key.accessKeyId)]))
      : undefined,
    securityToken: config.credentials?.securityToken === undefined ? undefined : "set",
    transport: config.transport,
    endpoints: [...new Set(config.routes.map(({ endpoint }) => endpoint))],
    routes: config.routes.map(({ name, when, api, sign, template, account }) => ({
      name,
      ...when,
      api,
      sign,
      template,
      account,
    })),
    sendingEnabled: policy.sendingEnabled,
    allowedCountries: policy.allowedCountries === "*" ? "*" : [...policy.allowedCountries],
    allowedPrefixes: policy.allowedPrefixes.length > 0
      ? policy.allowedPrefixes.map((p) => `+${p}`)
      : undefined,
    allowedNumbers: policy.allowedNumbers?.size,
    blockedPrefixes: policy.blockedPrefixes.length > 0 ? policy.blockedPrefixes : undefined,
    bareNumbers: config.bareNumbers,
    limits: {
      perNumber: formatRules(limits.perNumber),
      perIp: formatRules(limits.perIp),
      perPrefix: formatRules(limits.perPrefix),
      perCountry: formatRules(limits.perCountry),
      total: formatRules(limits.total),
    },
    ledger: config.ledger,
    ledgerDown,
    guard: config.ledger === "postgres" ? config.guard : undefined,
    ledgerKeepDays: config.database?.keepDays,
    notGuaranteed: config.ledger === "memory"
      ? "the memory ledger counts and remembers inside this process only: other processes, isolates " +
        "and restarts do not share its limits or its answers to retries"
      : undefined,
    receipts: config.receiptsToken === undefined ? "off" : "on",
    maxConcurrentSends: config.maxConcurrentSends,
    onUnconfirmed: config.onUnconfirmed,
    onLedgerDown: config.onLedgerDown,
    authVersion: config.authVersion?.join("."),
    unknownVariables: unknown,
    listening: at,
    tooFewOpenFiles: openFiles !== undefined && openFiles < needed
      ? `${openFiles} of ${needed}; raise ulimit -n`
      : undefined,
    warnings: warnings.length > 0
      ? warnings.map(({ variable, en, zh }) => ({
        variable,
        hint: `${variable} ${en}`,
        hint_zh: `${variable} ${zh}`,
      }))
      : undefined,
  };
}

const maskKey = (id: string): string => id.length > 8 ? `${id.slice(0, 4)}****${id.slice(-2)}` : "****";

/** Names that look like ours and are not: a misspelt limit would otherwise be silently off. */
export function unknownVariables(env: Env): string[] | undefined {
  const known = new Set<string>(Object.values(VARIABLES).flat());
  // Known names in lower case are not read either.
  const unknown = Object.keys(env).filter((name) =>
    !known.has(name) && !ACCOUNT_VARIABLE.test(name) && !PRICE_VARIABLE.test(name) &&
    (known.has(name.toUpperCase()) || /^(SMS|ALIYUN|SEND_SMS)_/i.test(name))
  );
  return unknown.length > 0 ? unknown : undefined;
}
