import { beijingTime, dateWithOffset } from "./clock.ts";
import type { ApiName, EmulatedMessage } from "./entities.ts";

/** As the provider words them (help.aliyun.com 101347); of other codes it gives the code again. */
const WORDS: Readonly<Record<string, string>> = {
  DELIVERED: "用户接收成功",
  MOBILE_NOT_ON_SERVICE: "手机停机、空号、暂停服务、关机或不在服务区",
  MOBILE_IN_BLACK: "手机号在黑名单",
  CONTENT_KEYWORD: "内容关键字拦截",
  PORT_NOT_REGISTERED: "端口号未实名报备",
};

/** The three products push each to an address of its own; a body never mixes them. */
export function pushBodies(messages: readonly EmulatedMessage[]): string[] {
  const apis = [...new Set(messages.map(({ api }) => api))];
  return apis.map((api) => JSON.stringify(messages.filter((one) => one.api === api).map(ROW[api])));
}

/** SmsReport (101867); DypnsSmsVerifyReport has the same form. */
function mainlandRow(message: EmulatedMessage) {
  const { delivered, code } = message.receipt;
  return {
    phone_number: message.phone.replace(/^\+(86)?/, ""),
    send_time: beijingTime(Date.parse(message.at)),
    report_time: beijingTime(reportedAt(message)),
    success: delivered,
    err_code: code,
    err_msg: WORDS[code] ?? code,
    sms_size: String(Math.ceil(message.text.length / 70)),
    biz_id: message.receiptId,
    out_id: message.outId ?? "",
  };
}

/** The 2018 product's own (smsreport-http-intl). */
function globeRow(message: EmulatedMessage) {
  const { delivered, code } = message.receipt;
  const word = delivered ? "success" : code;
  return {
    To: message.phone.slice(1),
    SendDate: dateWithOffset(Date.parse(message.at)),
    ReceiveDate: dateWithOffset(reportedAt(message)),
    Status: delivered ? "1" : code === "EXPIRED" ? "6" : "2",
    ErrorCode: word,
    ErrorDescription: word,
    TaskId: message.outId ?? "",
    SmsSize: String(Math.ceil(message.text.length / 70)),
    MessageId: message.receiptId,
  };
}

const ROW: Readonly<Record<ApiName, (message: EmulatedMessage) => object>> = {
  dysmsapi: mainlandRow,
  dypnsapi: mainlandRow,
  globe: globeRow,
};

const reportedAt = ({ at, receipt }: EmulatedMessage): number => Date.parse(receipt.reportedAt ?? at);
