const PAIRS: readonly string[] = ['"', "'", "`"];

/**
 * A value as its tool left it, without what certainly is the tool's: blanks around it, and one pair of quotes around
 * the whole (`docker run --env-file` keeps them; docker/cli#3630).
 */
export function cleanValue(raw: string | undefined): string | undefined {
  const text = raw?.trim();
  if (!text) return undefined;
  const quote = text.charAt(0);
  const quoted = text.length > 1 && PAIRS.includes(quote) && text.endsWith(quote);
  return (quoted ? text.slice(1, -1).trim() : text) || undefined;
}
