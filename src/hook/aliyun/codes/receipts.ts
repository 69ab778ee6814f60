/**
 * Why an accepted SMS did not arrive. `fault` is whose affair it is: of a user's phone nothing is to be done, of the
 * signature or the text there is, and for the carriers' and the provider's own one waits, or asks them.
 */
export interface ReceiptNote {
  fault: "user" | "operator" | "provider";
  codes: readonly string[];
  en: string;
  zh: string;
}

/** What only receipts say; they also give codes of sends. Sources: Alibaba Cloud Help 101347, error-code-intl. */
export const receiptCodes = (): ReceiptNote[] => [
  {
    fault: "user",
    codes: ["MOBILE_NOT_ON_SERVICE", "INVALID_NUMBER"],
    en: "the phone is off, out of reach or out of service, or the number does not exist",
    zh: "手机关机、不在服务区、停机，或号码为空号",
  },
  {
    fault: "user",
    codes: ["MOBILE_SEND_LIMIT"],
    en: "the carrier lets no more SMS through to this number for now",
    zh: "该号码在运营商侧触发频率或数量限制",
  },
  {
    fault: "user",
    codes: ["MOBILE_ACCOUNT_ABNORMAL"],
    en: "the number's account with its carrier: unpaid, suspended, or moving to another carrier",
    zh: "机主账户异常：欠费、停机或正在携号转网",
  },
  {
    fault: "user",
    codes: ["MOBILE_IN_BLACK", "USER_REJECT"],
    en: "the number's owner has unsubscribed or is blacklisted; only the owner can have it undone",
    zh: "机主已退订或在黑名单中，只能由机主本人解除",
  },
  {
    fault: "user",
    // Both spellings are in the documents.
    codes: ["MOBLLE_TERMINAL_ERROR", "MOBILE_TERMINAL_ERROR"],
    en: "the phone itself: its memory or SIM card is full, or it takes no SMS",
    zh: "手机终端问题：存储或 SIM 卡已满，或终端不支持短信",
  },
  {
    fault: "user",
    codes: ["SP_NOT_BY_INTER_SMS"],
    en: "the number takes no international SMS: its owner can have them opened by the carrier",
    zh: "该号码未开通国际短信，可由机主联系运营商开通",
  },
  {
    fault: "operator",
    codes: ["CONTENT_KEYWORD", "CONTENT_ERROR"],
    en:
      "the carrier filtered the text: change the words of the template or the signature in Alibaba Cloud's SMS console",
    zh: "运营商拦截了短信内容：请在阿里云短信控制台修改模板文字或签名",
  },
  {
    fault: "operator",
    codes: ["PORT_NOT_REGISTERED"],
    en:
      "the carriers have not registered the signature (5 to 10 working days): see its state in Alibaba Cloud's SMS console",
    zh: "签名的运营商实名报备尚未完成（约 5–10 个工作日）：请在阿里云短信控制台查看报备状态",
  },
  {
    fault: "operator",
    codes: ["NO_ROUTE"],
    en: "no channel carries this kind of SMS to this number: have Alibaba Cloud look at it by a ticket",
    zh: "没有可用通道发送此类短信到该号码：请向阿里云提交工单",
  },
  {
    fault: "provider",
    codes: ["IS_CLOSE"],
    en: "the channel was closed while the SMS was on its way; the provider moves to another by itself",
    zh: "发送途中通道被关闭，服务商会自动切换到其他通道",
  },
  {
    fault: "provider",
    codes: ["SP_UNKNOWN_ERROR", "EXPIRED"],
    en:
      "the carrier gave no reason, or its time ran out: nothing to do for one; if many, open a ticket with receiptId",
    zh: "运营商未说明原因，或超时未送达：偶发无需处理；若大量出现，请凭 receiptId 提交工单",
  },
  {
    fault: "provider",
    codes: ["REQUEST_SUCCESS"],
    en: "handed to the carrier, which never reported; most often the phone is off or out of reach",
    zh: "已提交运营商但未收到回执，多为手机关机或不在服务区",
  },
];

let noteByCode: Map<string, ReceiptNote> | undefined;

/** Built on the first undelivered SMS. */
export const receiptNoteOf = (code: string): ReceiptNote | undefined =>
  (noteByCode ??= new Map(receiptCodes().flatMap((note) => note.codes.map((one) => [one, note] as const))))
    .get(code.toUpperCase());
