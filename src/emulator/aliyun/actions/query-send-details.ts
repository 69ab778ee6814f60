import type { Answer } from "../answer.ts";
import { businessRefusal } from "../answer.ts";
import { beijingTime } from "../clock.ts";
import type { EmulatedMessage } from "../entities.ts";
import { parseDysmsNumber } from "../phone-number.ts";
import type { Action, ActionContext } from "./action.ts";

export const querySendDetails: Action = {
  name: "QuerySendDetails",
  version: "2017-05-25",
  api: "dysmsapi",
  requiredParams: ["PhoneNumber", "SendDate", "PageSize", "CurrentPage"],
  ramAction: "dysms:QuerySendDetails",
  permissionCode: "isp.RAM_PERMISSION_DENY",
  recipients: (params) => [parseDysmsNumber(params.get("PhoneNumber") ?? "")],
  handle,
};

const DELIVERED = 3;
const FAILED = 2;

function handle({ params, messages }: ActionContext): Answer {
  const number = params.get("PhoneNumber") ?? "";
  const phone = parseDysmsNumber(number)?.e164;
  if (phone === undefined) {
    return businessRefusal("isv.MOBILE_NUMBER_ILLEGAL", `${number}invalid mobile number`);
  }
  const pageSize = Number(params.get("PageSize"));
  const page = Number(params.get("CurrentPage"));
  const isPaged = Number.isInteger(pageSize) && Number.isInteger(page) && pageSize >= 1 && page >= 1;
  if (!isPaged || pageSize > 50 || !/^\d{8}$/.test(params.get("SendDate") ?? "")) {
    return businessRefusal("isv.INVALID_PARAMETERS");
  }
  const bizId = params.get("BizId");
  const found = messages.all().filter((message) =>
    message.api === "dysmsapi" && message.phone === phone &&
    sendDate(message) === params.get("SendDate") && (!bizId || message.receiptId === bizId)
  );
  const shown = found.slice((page - 1) * pageSize, page * pageSize).map(toDetail);
  return {
    kind: "success",
    body: {
      TotalCount: String(found.length),
      Message: "OK",
      SmsSendDetailDTOs: { SmsSendDetailDTO: shown },
      Code: "OK",
    },
  };
}

function sendDate(message: EmulatedMessage): string {
  return beijingTime(Date.parse(message.at)).slice(0, 10).replaceAll("-", "");
}

function toDetail(message: EmulatedMessage) {
  const at = beijingTime(Date.parse(message.at));
  return {
    PhoneNum: message.phone.replace(/^\+(86)?/, ""),
    SendDate: at,
    ReceiveDate: at,
    SendStatus: message.receipt.delivered ? DELIVERED : FAILED,
    ErrCode: message.receipt.code,
    TemplateCode: message.template,
    Content: message.text,
    ...(message.outId === null ? {} : { OutId: message.outId }),
  };
}
