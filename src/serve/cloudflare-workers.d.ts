/** What of https://developers.cloudflare.com/workers/runtime-apis/context/ the host uses. */
declare module "cloudflare:workers" {
  /** Keeps the isolate until the promise is settled, for the request that is being answered. */
  export function waitUntil(promise: Promise<unknown>): void;
}
