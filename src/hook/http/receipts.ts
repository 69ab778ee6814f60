import type { Context } from "hono";
import { readReceipts, type ReceiptBatch } from "../aliyun/read-receipts.ts";
import { replyTo } from "../gotrue/reply.ts";
import type { UnsignedFailure } from "../failure.ts";
import { downCauseOf } from "../ledger/down-cause.ts";
import type { Receipts } from "../ledger/receipts.ts";
import type { Log } from "../log/log.ts";
import { receiptEntry, unkeptEntry, unreadableEntry } from "../log/receipt-entry.ts";
import { readText } from "../read-text.ts";
import { err } from "../result.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { within } from "../runtime/within.ts";
import type { Observe } from "../seen.ts";
import type { RouteGroup } from "./app.ts";
import { createIsToken } from "./is-token.ts";

/** Some four thousand receipts; the provider says no maximum. */
export const MAX_PUSH_BYTES = 1024 * 1024;
/** The provider hangs up after 700 ms (Alibaba Cloud Help 101508): body, ledger and the way back share them. */
const BODY_MS = 2_000;
const KEEP_MS = 500;

const JSON_HEADERS = { "content-type": "application/json" };
/** The one answer that ends a push (101867); whatever is not 200 has it pushed again after 1, 5 and 10 minutes. */
const TAKEN = '{"code":0,"msg":"接收成功"}';
const NOT_KEPT = '{"code":1,"msg":"暂未保存，请重新推送"}';

export interface ReceiptsDeps {
  /** Without one there is no such path. */
  token: string | undefined;
  receipts: Receipts;
  observe: Observe;
  log: Log;
  runtime: Runtime;
}

/** The provider's door for what became of an SMS. It signs nothing, so its key is the unguessable end of the path. */
export function receiptsRoutes({ token, receipts, observe, log, runtime }: ReceiptsDeps): RouteGroup {
  const isToken = createIsToken(token);

  function refuse(arrivedAt: number, status: 400 | 404 | 405 | 408 | 413, cause: string): Response {
    const failure: UnsignedFailure = { reason: "request_refused", status, cause };
    observe({ arrivedAt }, err(failure), runtime.now());
    return new Response(replyTo(failure, "coded", "en").body, { status, headers: JSON_HEADERS });
  }

  async function keep({ receipts: read, unreadable }: ReceiptBatch): Promise<Response> {
    if (unreadable > 0) log(unreadableEntry(unreadable, read.length));
    // A row that cannot be read will not be readable the next time: it is no reason to have the push again.
    if (read.length === 0) return answer(200, TAKEN);
    const signal = runtime.timeout(KEEP_MS);
    const news = await within(signal, () => receipts.receive(read, { signal }))
      .catch((error: unknown) => void log(unkeptEntry(downCauseOf(error), read.length)));
    const taken = { at: runtime.now(), kept: news !== undefined, duplicate: news === 0 };
    for (const receipt of read) log(receiptEntry(receipt, taken));
    return taken.kept ? answer(200, TAKEN) : answer(503, NOT_KEPT);
  }

  async function take(c: Context): Promise<Response> {
    const arrivedAt = runtime.now();
    if (!isToken(c.req.param("token") ?? "")) return refuse(arrivedAt, 404, NO_SUCH_PATH);
    if (c.req.method !== "POST") return refuse(arrivedAt, 405, "receipts are pushed with POST");
    let text: string | undefined;
    try {
      text = await within(runtime.timeout(BODY_MS), () => readText(c.req.raw, MAX_PUSH_BYTES));
    } catch {
      return refuse(arrivedAt, 408, "the push did not arrive whole");
    }
    if (text === undefined) {
      return refuse(arrivedAt, 413, `a push must not be larger than ${MAX_PUSH_BYTES} bytes`);
    }
    const batch = readReceipts(text, runtime.now());
    return batch ? await keep(batch) : refuse(arrivedAt, 400, "a push is a JSON array of receipts");
  }

  return function mount(app) {
    for (const path of ["/receipts/:token", "/:function/receipts/:token"]) app.all(path, take);
  };
}

const NO_SUCH_PATH =
  "there is nothing here; receipts are taken where the path ends in the token of SMS_RECEIPTS_TOKEN";

const answer = (status: number, body: string) => new Response(body, { status, headers: JSON_HEADERS });
