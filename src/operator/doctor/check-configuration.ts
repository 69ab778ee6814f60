import { type Config, readConfig } from "../../hook/config/config.ts";
import { ConfigError, createEnvReader, type Problem } from "../../hook/config/env-reader.ts";
import { ourNameFor } from "../../hook/config/foreign-names.ts";
import { nearNameOf } from "../../hook/config/near-names.ts";
import { readPrices } from "../../hook/config/read-prices.ts";
import { readHookSecrets } from "../../hook/config/read-hook-secrets.ts";
import { type Env, type Setting, VARIABLES } from "../../hook/config/variables.ts";
import { unknownVariables } from "../../hook/log/start-entry.ts";
import { type Finding, finding, type FindingId, type Text } from "./finding.ts";

export interface Configuration {
  /** Undefined where the function would not start. */
  config: Config | undefined;
  /** As far as they can be read; whole, as Auth has them. */
  secrets: readonly string[];
  findings: Finding[];
}

/** The variables as the function itself reads them; every problem is in its own words. */
export function checkConfiguration(env: Env): Configuration {
  const prices = wrongPrices(env);
  const told = [...withoutPrefix(env), ...withBlanks(env), ...prices];
  try {
    const config = readConfig(env);
    const findings = [
      ...told,
      ...warned(config.warnings, unknown(env, prices), prices),
      ...meant(config, env),
    ];
    return { config, secrets: config.hookSecrets, findings };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const wrong = error.problems.map((problem) => ofProblem("variable_wrong", problem));
    // One mistake may be told twice, of its form and of its consequence; the first is enough to mend it.
    const findings = wrong.filter(({ subject }, i) =>
      wrong.findIndex((one) => one.subject === subject) === i
    );
    const named = error.problems.flatMap(({ toldWith }) => toldWith ?? []);
    const unread = unknown(env, prices).filter(({ subject }) => !named.includes(subject));
    return {
      config: undefined,
      secrets: secretsOf(env),
      findings: [...findings, ...told, ...warned(error.unread, unread, prices)],
    };
  }
}

/** The function warns of a name that is nearly one of its own; here it is told as a name that nothing reads. */
const warned = (
  warnings: readonly Problem[],
  unread: readonly Finding[],
  prices: readonly Finding[],
): Finding[] => [
  ...warnings.filter(({ variable }) => [...unread, ...prices].every(({ subject }) => subject !== variable))
    .map((problem) => ofProblem("variable_risky", problem)),
  ...unread,
];

const ofProblem = (id: FindingId, { variable, en, zh }: Problem): Finding =>
  finding(id, variable, { problem: { en, zh } });

function secretsOf(env: Env): readonly string[] {
  const reader = createEnvReader(env);
  const secrets = readHookSecrets(reader);
  return reader.problems.length > 0 ? [] : secrets;
}

/** Under the name that it is read from, with what stands there. */
function given(env: Env, setting: Setting): { name: string; value: string } | undefined {
  const name = VARIABLES[setting].find((one) => env[one]?.trim());
  return name === undefined ? undefined : { name, value: env[name] ?? "" };
}

/** supabase/auth internal/conf: `^v1,whsec_[A-Za-z0-9+/=]{32,88}`. */
function withoutPrefix(env: Env): Finding[] {
  const secrets = given(env, "hookSecrets");
  const entries = createEnvReader(env).text("hookSecrets")?.split("|").map((one) => one.trim()) ?? [];
  return entries.flatMap((entry, i) =>
    secrets === undefined || /^v1a?,wh\w+_/.test(entry) || !isSecret(entry)
      ? []
      : [finding("secret_without_prefix", secrets.name, { position: i + 1 })]
  );
}

/** Whether the hook takes it: what it refuses is told in its own words. */
function isSecret(entry: string): boolean {
  const reader = createEnvReader({ [VARIABLES.hookSecrets[0]]: entry });
  readHookSecrets(reader);
  return reader.problems.length === 0;
}

/** What the function does not read, and the commands on its ledger refuse. */
function wrongPrices(env: Env): Finding[] {
  try {
    readPrices(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => ofProblem("price_wrong", problem));
  }
}

const SHARED: readonly Setting[] = ["hookSecrets", "accessKeyId", "accessKeySecret", "securityToken"];

function withBlanks(env: Env): Finding[] {
  return SHARED.flatMap((setting) => {
    const found = given(env, setting);
    return found === undefined || found.value === found.value.trim()
      ? []
      : [finding("value_has_blanks", found.name)];
  });
}

const NO_NEAR_NAME: Text = {
  en: "a name of docs/configuration.md",
  zh: "docs/configuration.zh-CN.md 中的名称",
};

/** But for what is told of already as a price. */
function unknown(env: Env, prices: readonly Finding[]): Finding[] {
  const names = (unknownVariables(env) ?? []).filter((name) =>
    prices.every(({ subject }) => subject !== name)
  );
  return names.map((name) =>
    finding("variable_unknown", name, { nearest: ourNameFor(name) ?? nearNameOf(name) ?? NO_NEAR_NAME })
  );
}

/** What may be meant for a while and is forgotten. */
function meant({ policy }: Config, env: Env): Finding[] {
  const [enabled] = VARIABLES.sendingEnabled;
  const list = given(env, "allowedNumbers")?.name;
  return [
    ...policy.sendingEnabled ? [] : [finding("sending_disabled", enabled)],
    ...policy.allowedNumbers && list
      ? [finding("staging_list", list, { count: policy.allowedNumbers.size })]
      : [],
  ];
}
