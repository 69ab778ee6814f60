import { type BusinessRefusal, businessRefusal } from "../answer.ts";
import type { AuditStatus } from "../entities.ts";
import type { Params } from "../rpc-request.ts";

export type Page<Item> = {
  readonly kind: "page";
  readonly items: readonly Item[];
  readonly fields: { readonly CurrentPage: number; readonly PageSize: number; readonly TotalCount: number };
};

const WHOLE = /^[1-9]\d{0,4}$/;
const MOST_PER_PAGE = 50;

/** `PageIndex` (from 1, the default) and `PageSize` (1 to 50, default 10) of the listing actions. */
export function pageOf<Item>(params: Params, all: readonly Item[]): Page<Item> | BusinessRefusal {
  const [index, size] = [params.get("PageIndex") || "1", params.get("PageSize") || "10"];
  if (!WHOLE.test(index) || !WHOLE.test(size) || Number(size) > MOST_PER_PAGE) {
    return businessRefusal("isv.INVALID_PARAMETERS");
  }
  const [page, perPage] = [Number(index), Number(size)];
  return {
    kind: "page",
    items: all.slice((page - 1) * perPage, page * perPage),
    fields: { CurrentPage: page, PageSize: perPage, TotalCount: all.length },
  };
}

/** The words of the listing actions; the ones that show a single signature or template say numbers. */
export const AUDIT_STATE: Readonly<Record<AuditStatus, string>> = {
  pending: "AUDIT_STATE_INIT",
  approved: "AUDIT_STATE_PASS",
  rejected: "AUDIT_STATE_NOT_PASS",
  cancelled: "AUDIT_STATE_CANCEL",
};

/** Shown for all of them; the emulator's account is as old as this. */
export const CREATED = "2026-01-05 10:00:00";
