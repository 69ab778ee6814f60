import type { Language } from "../command-line/terminal-language.ts";
import { readForCommand } from "../cli/read-for-command.ts";
import { cleanValue } from "../hook/config/clean-value.ts";
import { ConfigError, createEnvReader } from "../hook/config/env-reader.ts";
import { readLimits } from "../hook/config/read-limits.ts";
import { readPolicy } from "../hook/config/read-policy.ts";
import { type Env, VARIABLES } from "../hook/config/variables.ts";
import { formatRules } from "../hook/ledger/limits.ts";

const [ALLOWED_COUNTRIES] = VARIABLES.allowedCountries;
const LIMITS = [
  ["perNumber", VARIABLES.limitPerNumber[0]],
  ["perIp", VARIABLES.limitPerIp[0]],
  ["perPrefix", VARIABLES.limitPerPrefix[0]],
  ["perCountry", VARIABLES.limitPerCountry[0]],
  ["total", VARIABLES.limitTotal[0]],
] as const;

export interface LimitsInForce {
  /** What of the environment the simulated hook is given. */
  readonly env: Env;
  readonly text: string;
}

/**
 * The limits of the function's environment, and its countries: all of them where it names none, for the traffic is
 * there to be judged by the limits and the guard.
 * @throws {Error} with what does not fit, in the terminal's language
 */
export function limitsInForce(given: Env, language: Language): LimitsInForce {
  const names = [...LIMITS.map(([, name]) => name), ALLOWED_COUNTRIES];
  const env: Env = {
    [ALLOWED_COUNTRIES]: "*",
    ...Object.fromEntries(names.flatMap((name) => {
      const value = cleanValue(given[name]);
      return value === undefined ? [] : [[name, value]];
    })),
  };
  const limits = readForCommand(language, () => {
    const reader = createEnvReader(env);
    const read = readLimits(reader);
    readPolicy(reader, "refuse");
    if (reader.problems.length > 0) throw new ConfigError(reader.problems);
    return read;
  });
  const rules = LIMITS.map(([scope, name]) => `${name}=${formatRules(limits[scope])}`);
  const listed = [...rules, `${ALLOWED_COUNTRIES}=${env[ALLOWED_COUNTRIES]}`].join(" ");
  return { env, text: language === "en" ? `Limits in force: ${listed}` : `生效的限额：${listed}` };
}
