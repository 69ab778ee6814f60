/**
 * A `fetch` that sends a body once. Deno's own sends it again when a kept connection breaks, even if the other side
 * has read it (denoland/deno#36415): the second answer would be taken for the only one, and a second SMS or a
 * failure that was none could follow. It cannot repeat a stream; a `Blob` is one, and keeps its content-length.
 * @param release of Deno, such as `2.9.6`; Edge Runtime's ends with the release that it is compatible with
 */
export function fetchOnce(fetch: typeof globalThis.fetch, release: string): typeof globalThis.fetch {
  if (!resends(release)) return fetch;
  return (input, init) =>
    typeof init?.body === "string"
      ? fetch(input, { ...init, body: new Blob([init.body]) })
      : fetch(input, init);
}

/** Since 2.7 (denoland/deno#32566). A release that cannot be read is taken for a new one. */
function resends(release: string): boolean {
  const [, major, minor] = /(\d+)\.(\d+)\.\d+[^\d]*$/.exec(release)?.map(Number) ?? [];
  if (major === undefined || minor === undefined) return true;
  return major > 2 || (major === 2 && minor >= 7);
}
