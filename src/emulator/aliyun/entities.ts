import type { ReceiptSettings } from "./receipt-settings.ts";

export type ApiName = "dysmsapi" | "dypnsapi" | "globe";

export type AuditStatus = "pending" | "approved" | "rejected" | "cancelled";

export type AccessKey = {
  readonly id: string;
  readonly secret: string;
  /** Set for STS keys: requests must then carry exactly this token. */
  readonly securityToken?: string;
  /** Epoch milliseconds on the gateway's clock. */
  readonly securityTokenExpiresAt?: number;
  readonly active?: boolean;
  /** RAM actions such as `dysms:SendSms`; absent means all of them. */
  readonly allowedActions?: readonly string[];
};

export type Sign = {
  readonly name: string;
  readonly status: AuditStatus;
  /** `bundled` signatures belong to Dypnsapi and cannot be used with SendSms. */
  readonly owner: "account" | "bundled";
  /** Whether the carriers have filed the signature; unfiled ones are accepted and then intercepted. */
  readonly filed?: boolean;
  /** `RegisterStatus` of single carriers where they differ: 0 failed, 1 to be verified, 2 lapsed, 3 filed, -1, -2. */
  readonly carriers?: Readonly<Partial<Record<"mobile" | "unicom" | "telecom", number>>>;
};

export type Template = {
  readonly code: string;
  readonly name: string;
  readonly content: string;
  readonly status: AuditStatus;
  readonly owner: "account" | "bundled";
  readonly audience: "domestic" | "international";
  /** The variable that carries the one-time password; absent in a notice template. */
  readonly codeVariable?: string;
};

export type Settings = {
  readonly flowControl: boolean;
  /** How many more SMS the account can pay for. */
  readonly balance: number;
};

/** What belongs to the account and changes without a send. */
export type AccountState = {
  readonly accessKeys: readonly AccessKey[];
  readonly signs: readonly Sign[];
  readonly templates: readonly Template[];
};

export type Seed = AccountState & { readonly settings: Settings; readonly receipts: ReceiptSettings };

/** A request as it came in, with everything that proves identity masked. */
export type ReceivedRequest = {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  readonly api: ApiName | null;
  readonly action: string | null;
  readonly signature: "v1" | "v3";
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
};

export type RequestRecord = ReceivedRequest & {
  /** Whether an SMS was accepted, even if the answer was then lost. */
  readonly accepted: boolean;
  /** `null` when the caller was left without one (hang, reset). */
  readonly answer: { readonly status: number; readonly code: string | null; readonly body: string } | null;
  readonly fault: string | null;
};

/** What the carrier says of an SMS, or will say while `reportedAt` is null. */
export type Receipt = {
  readonly delivered: boolean;
  readonly code: string;
  readonly reportedAt: string | null;
};

export type EmulatedMessage = {
  readonly id: string;
  readonly api: ApiName;
  readonly phone: string;
  readonly sign: string | null;
  readonly template: string | null;
  readonly params: Readonly<Record<string, string>>;
  readonly text: string;
  readonly at: string;
  /** `OutId`, or `TaskId` of the 2018 API: what the caller wants back in the receipt. */
  readonly outId: string | null;
  /** `BizId` of the 2017 APIs, `MessageId` of the 2018 one. */
  readonly receiptId: string;
  readonly receipt: Receipt;
  readonly request: ReceivedRequest;
};
