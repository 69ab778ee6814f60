import { publicEndpoint } from "../../../src/hook/aliyun/endpoints.ts";
import type { SendSmsRequest } from "../../../src/hook/gotrue/parse-payload.ts";
import type { RequestRecord } from "../../../src/hook/ledger/request-record.ts";
import { type BareNumbers, parsePhoneNumber, type PhoneNumber } from "../../../src/hook/sms/phone-number.ts";
import type { Receipt } from "../../../src/hook/sms/receipt.ts";
import type { Route } from "../../../src/hook/sms/route.ts";
import type { RejectionCategory, SendOutcome, SmsMessage } from "../../../src/hook/sms/sms-sender.ts";
import { NOON } from "./runtime.ts";

export const MAINLAND = "+8613800138000";
export const HONG_KONG = "+85251234567";
/** Eleven digits that Alibaba Cloud's domestic API would take for a mainland mobile. */
export const LOS_ANGELES = "+13105551234";
/** Of +1 too, but no mainland mobile starts with 12. */
export const NEW_YORK = "+12125551234";

export function phoneOf(text: string, bare: BareNumbers = "refuse"): PhoneNumber {
  const phone = parsePhoneNumber(text, bare);
  if (!phone.ok) throw new Error(`Cannot use ${text} as an example: ${phone.error}`);
  return phone.value;
}

export const routeOf = (changes: Partial<Route> = {}): Route => ({
  name: "default",
  when: {},
  api: "dysmsapi",
  sign: "测试签名",
  template: "SMS_123456789",
  params: {},
  endpoint: publicEndpoint(changes.api ?? "dysmsapi", "cn-hangzhou"),
  account: undefined,
  ...changes,
});

type Part = Partial<Omit<SendSmsRequest, "user">> & { user?: Partial<SendSmsRequest["user"]> };

export const requestOf = ({ user, ...rest }: Part = {}): SendSmsRequest => ({
  otp: "024680",
  smsPhone: undefined,
  mfa: false,
  metadata: undefined,
  ...rest,
  user: {
    id: undefined,
    phone: MAINLAND.slice(1),
    newPhone: undefined,
    phoneConfirmed: false,
    confirmationSent: false,
    phoneChangeSent: false,
    phoneFactors: [],
    verifiedFactors: [],
    locale: undefined,
    ...user,
  },
});

export const messageOf = (changes: Partial<SmsMessage> = {}): SmsMessage => ({
  phone: phoneOf(MAINLAND),
  otp: "024680",
  route: routeOf(),
  outId: "8d0fd2b3-9ca7-4d9e-a95f-9e13dded323e",
  locale: undefined,
  ...changes,
});

export const accepted = (receiptId = "900619746936498440^0"): SendOutcome => ({
  status: "accepted",
  receiptId,
});
export const rejected = (
  category: RejectionCategory,
  code = "isv.EXAMPLE",
): Extract<SendOutcome, { status: "rejected" }> => ({ status: "rejected", category, code });
export const unconfirmed = (cause = "timeout"): SendOutcome => ({ status: "unconfirmed", cause });

/** A payload as Auth ≥ 2.187 writes it; `changes` replaces top-level parts. */
export const payloadOf = (changes: Record<string, unknown> = {}) => ({
  metadata: {
    uuid: "8d0fd2b3-9ca7-4d9e-a95f-9e13dded323e",
    time: "2026-08-20T09:00:00.123456789Z",
    name: "send-sms",
    ip_address: "203.0.113.7",
  },
  user: { id: "6481a5c1-3d37-4a56-9f6a-bee08c554965", phone: MAINLAND.slice(1), identities: null },
  sms: { otp: "024680", phone: MAINLAND.slice(1) },
  ...changes,
});

/** What a ledger keeps of one request; made up, as no hash of anything. */
export const recordOfExample = (changes: Partial<RequestRecord> = {}): RequestRecord => ({
  numberHash: "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
  numberMask: "+861380013****",
  country: "CN",
  prefix: "861380013",
  ipHash: undefined,
  netHash: () => undefined,
  flow: "signin",
  verifiedFactor: false,
  userId: "6481a5c1-3d37-4a56-9f6a-bee08c554965",
  ...changes,
});

/** A report on the SMS of a request. */
export const receiptOf = (changes: Partial<Receipt> = {}): Receipt => ({
  key: "0123456789abcdef0123456789abcdef",
  receiptId: "900619746936498440^0",
  delivered: true,
  code: "DELIVERED",
  sentAt: NOON - 5_000,
  reportedAt: NOON,
  ...changes,
});
