import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";

export interface HookRequest {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** Go's client gives up at the tenth redirect. */
const MAX_REQUESTS = 10;

/** Posts as Go's default client does, redirects included. Rejects when there is no answer. */
export async function exchange(first: HookRequest, signal: AbortSignal): Promise<IncomingMessage> {
  let method: "POST" | "GET" = "POST";
  let url = new URL(first.url);
  let headers = first.headers;
  for (let requests = 1;; requests++) {
    const answer = await send(url, method, headers, method === "POST" ? first.body : undefined, signal);
    const { statusCode: status = 0, headers: { location } } = answer;
    if (![301, 302, 303, 307, 308].includes(status) || !location) return answer;
    answer.destroy();
    if (requests === MAX_REQUESTS) throw new Error("stopped after 10 redirects");
    // 301 to 303 turn a POST into a GET without a body; the webhook headers go along, to other hosts too.
    if (status < 307) method = "GET";
    const next = new URL(location, url);
    if (!(url.protocol === "https:" && next.protocol === "http:")) {
      headers = { ...headers, referer: url.href };
    }
    url = next;
  }
}

function send(
  url: URL,
  method: string,
  headers: { readonly [name: string]: string },
  body: string | undefined,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const request = (url.protocol === "https:" ? requestTls : requestPlain)(
      url,
      { method, headers: { ...headers, ...length }, agent: false, signal },
      resolve,
    );
    request.removeHeader("connection"); // Go sends none.
    request.on("error", reject);
    request.end(body);
  });
}
