/** @returns the address that was typed, undefined where it is none that can be called: `localhost:8000` is a URL, but of a scheme `localhost` */
export function readAddress(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** What was typed, without what may be secret: a name and password in front of the host, a query, a fragment. */
export const shownAddress = (text: string): string => text.replace(/[?#][^]*$/, "").replace(/^[^]*@/, "…@");
