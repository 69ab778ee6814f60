import type { SendSmsRequest } from "./gotrue/parse-payload.ts";
import type { SendSmsFlow } from "./sms/flow.ts";
import type { PhoneNumber } from "./sms/phone-number.ts";
import type { Attempt } from "./sms/send-by-routes.ts";
import type { SendOutcome } from "./sms/sms-sender.ts";

/** What became known of a request on its way through the pipeline. Times are Unix ms. */
export interface Seen {
  arrivedAt: number;
  request?: SendSmsRequest;
  phone?: PhoneNumber;
  flow?: SendSmsFlow;
  key?: string;
  attempts?: readonly Attempt[];
  outcome?: SendOutcome;
  duplicate?: boolean;
  sendingFrom?: number;
  sentAt?: number;
  unsettled?: boolean;
  /** The class of an exception; its message may hold anything. */
  bug?: string;
}
