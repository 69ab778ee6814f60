import { cleanValue } from "./clean-value.ts";
import type { EnvReader, Problem } from "./env-reader.ts";
import { ACCOUNT_VARIABLE, type Setting, SETTINGS, VARIABLES } from "./variables.ts";

/** Shorter ones, HOST and PORT, are near to everything. */
const LEAST_CHARS = 8;
const NAMES: readonly string[] = Object.values(VARIABLES).flat().filter((name) => name.length >= LEAST_CHARS);

/** @returns the variable of ours that a name is one slip away from: a letter or two too many, too few or other ones */
export function nearNameOf(name: string): string | undefined {
  const given = name.toUpperCase();
  if (NAMES.includes(name) || ACCOUNT_VARIABLE.test(name)) return undefined;
  return NAMES.find((known) => isNear(given, known));
}

function isNear(a: string, b: string): boolean {
  const longest = Math.max(a.length, b.length);
  const shortest = Math.min(a.length, b.length);
  let head = 0;
  while (head < shortest && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shortest - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return longest - head - tail <= 2;
}

/**
 * A misspelt limit or list would be off, and nothing would say so. Where the setting that is meant is missing, the name
 * is told with it.
 * @returns the others
 */
export function tellOfNearNames({ env, problems, text }: EnvReader): Problem[] {
  return Object.keys(env).flatMap((variable) => {
    const meant = nearNameOf(variable);
    if (meant === undefined || cleanValue(env[variable]) === undefined) return [];
    const setting = settingOf(meant);
    const missing = setting && text(setting) === undefined &&
      problems.find((problem) => problem.variable === VARIABLES[setting][0]);
    if (missing) {
      missing.en += `; ${variable} is set, and may be meant for it`;
      missing.zh += `；已设置了 ${variable}，是否写错了名称？`;
      missing.toldWith = [...missing.toldWith ?? [], variable];
      return [];
    }
    return [{
      variable,
      en: `is not read: ${meant} may be meant`,
      zh: `不会被读取：是否应为 ${meant}？`,
    }];
  });
}

const settingOf = (meant: string): Setting | undefined =>
  SETTINGS.find((setting) => VARIABLES[setting].some((name) => name === meant));
