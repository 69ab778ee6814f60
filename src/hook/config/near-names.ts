import { cleanValue } from "./clean-value.ts";
import type { EnvReader } from "./env-reader.ts";
import { ACCOUNT_VARIABLE, VARIABLES } from "./variables.ts";

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

/** A misspelt limit or list would be off, and nothing would say so. */
export function warnOfNearNames(reader: EnvReader): void {
  for (const variable of Object.keys(reader.env)) {
    const meant = nearNameOf(variable);
    if (meant === undefined || cleanValue(reader.env[variable]) === undefined) continue;
    reader.warnings.push({
      variable,
      en: `is not read: ${meant} may be meant`,
      zh: `不会被读取：是否应为 ${meant}？`,
    });
  }
}
