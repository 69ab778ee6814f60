import { StreamedText } from "./streamed-text.ts";

/** The newest release of Deno that is known to read a `StreamedText` whole: one that does not would send nothing. */
const NEWEST_KNOWN = [2, 9, 6] as const;
/** The first release that sends again (denoland/deno#32566). */
const FIRST_TO_RESEND = [2, 7, 0] as const;

/**
 * A `fetch` that sends a body once. Deno's own sends it again when a kept connection breaks, even if the other side
 * has read it (denoland/deno#36415): the second answer would be taken for the only one, and a second SMS or a
 * failure that was none could follow. It cannot repeat a stream; a `Blob` is one, and keeps its content-length.
 * @param release of Deno, such as `2.9.6`; Edge Runtime's ends with the release that it is compatible with
 */
export function fetchOnce(fetch: typeof globalThis.fetch, release: string): typeof globalThis.fetch {
  const body = bodyFor(release);
  if (body === undefined) return fetch;
  return (input, init) =>
    typeof init?.body === "string" ? fetch(input, { ...init, body: body(init.body) }) : fetch(input, init);
}

/** A release that cannot be read is taken for a new one. */
function bodyFor(release: string): ((text: string) => Blob) | undefined {
  const parts = /(\d+)\.(\d+)\.(\d+)[^\d]*$/.exec(release)?.slice(1).map(Number) ?? [Infinity];
  if (isBefore(parts, FIRST_TO_RESEND)) return undefined;
  return isBefore(NEWEST_KNOWN, parts) ? (text) => new Blob([text]) : (text) => new StreamedText(text);
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = b.findIndex((part, i) => part !== a[i]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
