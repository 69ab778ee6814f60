/** A line that a command cannot be run with; the text is for people, in both languages. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** @param command as a person types it, such as `npm run hook` */
export const usageError = (command: string, en: string, zh: string): UsageError =>
  new UsageError(`${en}; see: ${command} -- --help\n${zh}，用法见 ${command} -- --help`);
