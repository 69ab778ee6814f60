import type { Receipt } from "../hook/sms/receipt.ts";
import type { Route, SmsApi } from "../hook/sms/route.ts";
import type { MissingReceipt } from "./missing-receipts.ts";
import type { Answered, createQueryReceipts } from "./query-receipts.ts";

export interface AskOutcome {
  receipts: Receipt[];
  /** Asked for, and the provider has no receipt yet. */
  waiting: number;
  /** Not asked for, because nothing gives their number. */
  numberUnknown: number;
  /** Sent through dypnsapi, whose own query is deprecated, or through an API that no route names any longer. */
  cannotBeAsked: number;
  /** Why the provider did not answer; what came before it counts. */
  code: string | undefined;
}

/**
 * Asks for every SMS that can be asked for, one call after the other.
 * @param digits number by its hash, as far as they are known
 */
export async function askForReceipts(
  { missing, digits, routes, query }: {
    missing: readonly MissingReceipt[];
    digits: ReadonlyMap<string, string>;
    routes: readonly Route[];
    query: ReturnType<typeof createQueryReceipts>;
  },
): Promise<AskOutcome> {
  const calls: { asks: number; call: () => Promise<Answered> }[] = [];
  let numberUnknown = 0;
  let cannotBeAsked = 0;

  const byNumber = new Map<
    string,
    { number: string; day: string; route: Route; missing: MissingReceipt[] }
  >();
  for (const request of missing) {
    const route = routeOf(request, routes);
    const number = digits.get(request.numberHash);
    if (route === undefined || (route.api === "globe" && !request.receiptId)) cannotBeAsked++;
    else if (route.api === "globe") {
      calls.push({ asks: 1, call: () => query.ofMessage({ request, route }) });
    } else if (number === undefined) numberUnknown++;
    else {
      const day = beijingDay(request.createdAt);
      const group = `${number} ${day} ${route.endpoint} ${route.account}`;
      const known = byNumber.get(group) ?? { number, day, route, missing: [] };
      known.missing.push(request);
      byNumber.set(group, known);
    }
  }
  for (const { number, ...rest } of byNumber.values()) {
    calls.push({ asks: rest.missing.length, call: () => query.ofNumber({ digits: number, ...rest }) });
  }

  const receipts: Receipt[] = [];
  let asked = 0;
  let code: string | undefined;
  for (const { asks, call } of calls) {
    const answered = await call();
    receipts.push(...answered.receipts);
    asked += answered.code === undefined ? asks : keysOf(answered.receipts);
    code = answered.code;
    // A key without the right, or an account that is asked too often, is not better at the next one.
    if (code !== undefined) break;
  }
  return { receipts, waiting: asked - keysOf(receipts), numberUnknown, cannotBeAsked, code };
}

/** An SMS may have two receipts: of one request, two routes may have sent. */
const keysOf = (receipts: readonly Receipt[]): number => new Set(receipts.map(({ key }) => key)).size;

/** The route that it went by, for its endpoint and account; the first of its API where the routes have changed since. */
function routeOf({ api, sign, template }: MissingReceipt, routes: readonly Route[]): Route | undefined {
  // Of one that was cut off before the book-keeping the route is not known; most have one.
  const wanted = api ?? routes[0]?.api;
  if (!isAskable(wanted)) return undefined;
  const ofApi = routes.filter((route) => route.api === wanted);
  return ofApi.find((route) => (route.sign ?? null) === sign && (route.template ?? null) === template) ??
    ofApi[0];
}

const isAskable = (api: string | undefined): api is Exclude<SmsApi, "dypnsapi"> =>
  api === "dysmsapi" || api === "globe";

/** yyyyMMdd where the provider is. */
const beijingDay = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "");
