import type { SmsSender } from "../sms/sms-sender.ts";
import { composeCall } from "./compose-call.ts";
import { readAnswer } from "./read-answer.ts";
import type { Transport } from "./transport.ts";

/** The three APIs of Alibaba Cloud behind one port; one call per send, never a retry of its own. */
export function createAliyunSender(transport: Transport): SmsSender {
  return {
    async send(message, { signal }) {
      return readAnswer(await transport.call(composeCall(message), signal));
    },
  };
}
