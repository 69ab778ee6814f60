import type { Account } from "../account.ts";
import type { Answer } from "../answer.ts";
import type { Carrier } from "../carrier.ts";
import type { EmulatorClock } from "../clock.ts";
import type { ApiName, EmulatedMessage, ReceivedRequest } from "../entities.ts";
import type { FlowControl } from "../flow-control.ts";
import type { Ids } from "../ids.ts";
import type { MessageLog } from "../message-log.ts";
import type { Recipient } from "../phone-number.ts";
import type { Params } from "../rpc-request.ts";

export type ActionContext = {
  readonly params: Params;
  readonly account: Account;
  readonly carrier: Carrier;
  readonly clock: EmulatorClock;
  readonly flowControl: FlowControl;
  readonly ids: Ids;
  readonly messages: MessageLog;
  readonly request: ReceivedRequest;
};

export type Action = {
  readonly name: string;
  readonly version: string;
  readonly api: ApiName;
  readonly requiredParams: readonly string[];
  readonly ramAction: string;
  /** The business code for a key without `ramAction`. */
  readonly permissionCode: string;
  /** The recipients a request names, as far as they can be read; injected faults are matched on them. */
  recipients(params: Params): readonly (Recipient | null)[];
  handle(context: ActionContext): Answer;
};

type Accepted = Pick<EmulatedMessage, "phone" | "sign" | "template" | "params" | "text" | "receiptId"> & {
  readonly api: ApiName;
  readonly delivered?: boolean;
};

/** Takes one SMS on: pays it, counts it and puts it into the inbox. */
export function acceptMessage(context: ActionContext, accepted: Accepted): void {
  const { delivered = true, ...message } = accepted;
  const atMs = context.clock.businessMs();
  context.account.charge(1);
  context.flowControl.record(message.sign ?? "", message.phone, atMs);
  context.messages.add({
    ...message,
    id: context.ids.messageId(),
    at: new Date(atMs).toISOString(),
    outId: context.params.get("OutId") ?? context.params.get("TaskId") ?? null,
    receipt: context.carrier.firstReceipt(atMs, delivered ? "DELIVERED" : "PORT_NOT_REGISTERED"),
    request: context.request,
  });
}
