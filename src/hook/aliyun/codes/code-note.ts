import type { RejectionCategory } from "../../sms/sms-sender.ts";

export type Verdict = Exclude<RejectionCategory, "unknown_code"> | "unconfirmed";

/**
 * Codes that mean the same and are put right in the same way. The hints are what the operator reads in the log
 * and in the documentation.
 */
export interface CodeNote {
  verdict: Verdict;
  /** Without `isv.`, `isp.` or `biz.`: products disagree about it (`isv.BUSINESS_LIMIT_CONTROL`, and bare). */
  codes: readonly string[];
  en: string;
  zh: string;
}
