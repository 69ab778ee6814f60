import type { Sentence } from "../cli/with-ledger-database.ts";

export type { Sentence };

/** What the server tells the page. Times are ISO 8601; what is not known is null. */
export interface Sums {
  readonly requests: number;
  readonly sent: number;
  readonly rejected: number;
  readonly refused: number;
  readonly delivered: number;
  readonly undelivered: number;
  readonly verified: number;
  readonly cost: number | null;
}

export interface Point extends Sums {
  readonly at: string;
}

export interface TimedSums extends Point {
  readonly send_ms_p50: number | null;
  readonly send_ms_p99: number | null;
  readonly delivery_ms_p50: number | null;
}

export interface TracedRequest {
  readonly key: string;
  readonly created_at: string;
  readonly status: "in_flight" | "accepted" | "rejected" | "unconfirmed" | "limited" | "closed";
  readonly reason: string | null;
  readonly number_mask: string;
  readonly country: string | null;
  readonly flow: string;
  readonly api: string | null;
  readonly sign: string | null;
  readonly template: string | null;
  readonly send_ms: number | null;
  readonly delivered: boolean | null;
  readonly delivery_code: string | null;
  readonly delivery_ms: number | null;
  readonly verified_at: string | null;
  readonly receipt_id: string | null;
  readonly cost: number | null;
  /** What would refuse it now, of a request that was refused; it may be more than one. */
  readonly closed_by: readonly Pick<Control, "subject" | "until">[] | null;
  readonly remedy: Sentence | null;
}

export interface Control {
  readonly id: number;
  readonly kind: "paused" | "blocked" | "observed";
  /** As `send_sms.open_controls` has it. */
  readonly refuses: "everybody" | "strangers" | "suspects" | "nobody";
  readonly subject: string;
  readonly reason: string;
  readonly made_by: string;
  readonly made_at: string;
  readonly until: string | null;
  readonly evidence: Readonly<Record<string, unknown>> | null;
  /** How many requests the guard's control has met, how many of them it refused, and how many were used after all. */
  readonly met: number;
  readonly refused: number;
  readonly verified: number;
}

/** Nobody reads on, and it would take as long as there are requests. */
export const MET_AT_MOST = 100;

export interface Now {
  /** Such as `db.example.supabase.co`, so that nobody pauses another project than they think. */
  readonly database: string;
  readonly mayAct: boolean;
  /** False where the server has no key to hash a number with. */
  readonly mayFind: boolean;
  readonly currency: string | null;
  /** Whether anything says which codes were typed in. */
  readonly knowsVerified: boolean;
  /** Whether Auth's users are in this database, where the guard finds who typed a code in. */
  readonly hasAuth: boolean;
  /** Whether any receipt has come. */
  readonly knowsDelivered: boolean;
  readonly today: TimedSums | null;
  /** Until the same time of day. */
  readonly yesterday: TimedSums | null;
  readonly recent: readonly TracedRequest[];
  /** What refuses most first, and no more than a page can hold. */
  readonly controls: readonly Control[];
  /** Of all that are open. */
  readonly controlCount: number;
}

export type Range = "day" | "month";

export interface CountryRow extends Sums {
  readonly country: string | null;
}
export interface TemplateRow extends Sums {
  readonly api: string;
  readonly sign: string | null;
  readonly template: string | null;
}
export interface PrefixRow extends Sums {
  readonly country: string | null;
  readonly prefix: string;
  readonly numbers: number;
}
export interface ReasonRow {
  readonly status: TracedRequest["status"];
  readonly reason: string | null;
  readonly requests: number;
  readonly numbers: number;
  readonly newest: string;
  readonly remedy: Sentence | null;
}

export interface History {
  readonly range: Range;
  readonly points: readonly Point[];
  readonly countries: readonly CountryRow[];
  readonly templates: readonly TemplateRow[];
  readonly prefixes: readonly PrefixRow[];
  readonly reasons: readonly ReasonRow[];
}

export interface Person {
  readonly mask: string;
  readonly requests: readonly TracedRequest[];
}

export type Act =
  | { readonly act: "pause"; readonly reason: string }
  | { readonly act: "resume" }
  | {
    readonly act: "block";
    readonly subject: string;
    readonly hours: number | null;
    readonly reason: string;
  }
  | { readonly act: "unblock"; readonly subject: string }
  | { readonly act: "unblock_guard" };

export interface Failed {
  readonly problem: Sentence;
}
