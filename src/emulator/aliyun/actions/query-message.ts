import { type Answer, businessRefusal } from "../answer.ts";
import { dateWithOffset } from "../clock.ts";
import type { Action, ActionContext } from "./action.ts";

/** What became of an SMS of the 2018 API, by its id alone. */
export const queryMessage: Action = {
  name: "QueryMessage",
  version: "2018-05-01",
  api: "globe",
  requiredParams: ["MessageId"],
  ramAction: "dysms:QueryMessage",
  permissionCode: "isv.RAM_CHECK_FAILED",
  recipients: () => [],
  handle,
};

const DELIVERED = "1";
const FAILED = "2";
const WAITING = "3";

function handle({ params, messages }: ActionContext): Answer {
  const id = params.get("MessageId");
  const message = messages.all().find(({ api, receiptId }) => api === "globe" && receiptId === id);
  if (message === undefined) return businessRefusal("isv.DATA_NOT_EXIST");
  const { delivered, code, reportedAt } = message.receipt;
  const word = delivered ? "success" : code;
  return {
    kind: "success",
    body: {
      ResponseCode: "OK",
      ResponseDescription: "OK",
      MessageId: message.receiptId,
      To: message.phone.slice(1),
      Message: message.text,
      Status: reportedAt === null ? WAITING : delivered ? DELIVERED : FAILED,
      SendDate: dateWithOffset(Date.parse(message.at)),
      ...(reportedAt === null ? {} : {
        ReceiveDate: dateWithOffset(Date.parse(reportedAt)),
        ErrorCode: word,
        ErrorDescription: word,
      }),
    },
  };
}
