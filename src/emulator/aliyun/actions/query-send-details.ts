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

const WAITING = 1;
const FAILED = 2;
const DELIVERED = 3;

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
  const { delivered, code, reportedAt } = message.receipt;
  return {
    PhoneNum: message.phone.replace(/^\+(86)?/, ""),
    SendDate: beijingTime(Date.parse(message.at)),
    ...(reportedAt === null ? {} : { ReceiveDate: beijingTime(Date.parse(reportedAt)), ErrCode: code }),
    SendStatus: reportedAt === null ? WAITING : delivered ? DELIVERED : FAILED,
    TemplateCode: message.template,
    Content: message.text,
    ...(message.outId === null ? {} : { OutId: message.outId }),
  };
}
