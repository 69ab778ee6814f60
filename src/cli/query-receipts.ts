import { readReceipts } from "../hook/aliyun/read-receipts.ts";
import type { RpcCall } from "../hook/aliyun/rpc-call.ts";
import type { Call } from "../hook/aliyun/sender.ts";
import { VERSION } from "../hook/aliyun/endpoints.ts";
import type { Receipt } from "../hook/sms/receipt.ts";
import type { Route } from "../hook/sms/route.ts";
import type { MissingReceipt } from "./missing-receipts.ts";

/** What the provider answers for; `code` says why it did not, else it is undefined. */
export interface Answered {
  receipts: Receipt[];
  code?: string;
}

const CALL_MS = 10_000;
const PAGE_SIZE = 50;
/** One number gets forty SMS a day at the most, from all senders together. */
const MAX_PAGES = 20;

type Fields = Record<string, unknown>;

export function createQueryReceipts({ askProvider, now }: { askProvider: Call; now: () => number }) {
  async function call(call: RpcCall): Promise<Fields | string> {
    const result = await askProvider(call, AbortSignal.timeout(CALL_MS));
    if (result.status !== "answered") {
      return result.status === "unreadable" ? `http_${result.httpStatus}` : result.cause;
    }
    const code = result.body.Code ?? result.body.ResponseCode;
    return code === "OK" ? result.body : typeof code === "string" ? code : "no_code";
  }

  /** As rows of a push, so that they are read and cleaned as those are. The text of the SMS is in none of them. */
  const read = (rows: readonly Fields[]): Receipt[] =>
    readReceipts(JSON.stringify(rows), now())?.receipts ?? [];

  return {
    /** QuerySendDetails: all SMS to one number on one day (yyyyMMdd), of which only those that are missing count. */
    async ofNumber(
      { digits, day, route, missing }: {
        digits: string;
        day: string;
        route: Route;
        missing: readonly MissingReceipt[];
      },
    ): Promise<Answered> {
      const wanted = new Map(missing.map((one) => [one.key, one]));
      const rows: Fields[] = [];
      for (let page = 1; page <= MAX_PAGES; page++) {
        const answer = await call({
          endpoint: route.endpoint,
          account: route.account,
          version: VERSION.dysmsapi,
          action: "QuerySendDetails",
          params: {
            PhoneNumber: digits.replace(/^86(?=1\d{10}$)/, ""),
            SendDate: day,
            PageSize: String(PAGE_SIZE),
            CurrentPage: String(page),
          },
        });
        if (typeof answer === "string") return { receipts: read(rows), code: answer };
        const details = detailsOf(answer);
        rows.push(...details.flatMap((detail) => {
          const request = wanted.get(String(detail["OutId"]));
          return request ? rowOf(detail, request) : [];
        }));
        if (details.length < PAGE_SIZE) break;
      }
      return { receipts: read(rows) };
    },

    /** QueryMessage: one SMS of the 2018 API, by its id. */
    async ofMessage({ request, route }: { request: MissingReceipt; route: Route }): Promise<Answered> {
      const answer = await call({
        endpoint: route.endpoint,
        account: route.account,
        version: VERSION.globe,
        action: "QueryMessage",
        params: { MessageId: request.receiptId ?? "" },
      });
      if (typeof answer !== "string") {
        const { To, Status, ErrorCode, SendDate, ReceiveDate } = answer;
        const row = { To, Status, ErrorCode, SendDate, ReceiveDate };
        return { receipts: read([{ ...row, TaskId: request.key, MessageId: request.receiptId }]) };
      }
      return /DATA_NOT_EXIST$/.test(answer) ? { receipts: [] } : { receipts: [], code: answer };
    },
  };
}

function detailsOf(answer: Fields): Fields[] {
  const list = answer["SmsSendDetailDTOs"];
  const details: unknown = typeof list === "object" && list !== null && "SmsSendDetailDTO" in list
    ? list.SmsSendDetailDTO
    : [];
  // Of an object that is not null every field may be asked.
  return Array.isArray(details)
    ? details.filter((one): one is Fields => typeof one === "object" && !!one)
    : [];
}

/** 2 failed, 3 delivered; 1 is still under way. */
function rowOf(detail: Fields, { key, receiptId }: MissingReceipt): Fields[] {
  const status = String(detail["SendStatus"]);
  if (status !== "2" && status !== "3") return [];
  return [{
    phone_number: detail["PhoneNum"],
    send_time: detail["SendDate"],
    report_time: detail["ReceiveDate"],
    success: status === "3",
    err_code: detail["ErrCode"],
    biz_id: receiptId ?? "",
    out_id: key,
  }];
}
