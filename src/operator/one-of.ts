import { usageError } from "../command-line/usage-error.ts";

/** @throws {UsageError} If the word is none of them. */
export function oneOf<T extends string>(
  command: string,
  flag: string,
  given: string,
  words: readonly T[],
): T {
  const word = words.find((one) => one === given);
  if (word !== undefined) return word;
  const list = words.join(", ");
  throw usageError(command, `${flag} must be one of: ${list}`, `${flag} 只能是：${list}`);
}
