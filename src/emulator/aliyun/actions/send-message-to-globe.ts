import { type Answer, businessRefusal } from "../answer.ts";
import { parseGlobeNumber } from "../phone-number.ts";
import { acceptMessage, type Action, type ActionContext } from "./action.ts";

export const sendMessageToGlobe: Action = {
  name: "SendMessageToGlobe",
  version: "2018-05-01",
  api: "globe",
  requiredParams: ["To", "Message"],
  ramAction: "dysms:SendMessageToGlobe",
  permissionCode: "isv.RAM_CHECK_FAILED",
  recipients: (params) => [parseGlobeNumber(params.get("To") ?? "")],
  handle,
};

// "alphanumeric up to 11 characters, or up to 15 digits"
const SENDER_ID = /^(?:[A-Za-z0-9]{1,11}|\d{1,15})$/;

function handle(context: ActionContext): Answer {
  const { params, account, ids } = context;
  const to = params.get("To") ?? "";
  const from = params.get("From");
  const text = params.get("Message") ?? "";
  const recipient = parseGlobeNumber(to);
  if (recipient === null) {
    return businessRefusal("isv.MOBILE_NUMBER_ILLEGAL", `${to}invalid mobile number`);
  }
  // The mainland is served by SendMessageWithTemplate only.
  if (recipient.mainland) return businessRefusal("isv.NOT_SUPPORTED_COUNTRY");
  if (from !== undefined && !SENDER_ID.test(from)) return businessRefusal("isv.SENDERID_ERROR");
  if (!account.canPay(1)) return businessRefusal("isv.BILLING_DEDUCTION_ERROR");

  const receiptId = ids.digits(18);
  acceptMessage(context, {
    api: "globe",
    phone: recipient.e164,
    sign: from ?? null,
    template: null,
    params: {},
    text,
    receiptId,
  });
  return {
    kind: "success",
    body: {
      ResponseCode: "OK",
      ResponseDescription: "OK",
      MessageId: receiptId,
      NumberDetail: { Country: "Emulated", Region: "Emulated", Carrier: "Emulated" },
      Segments: String(countSegments(text)),
      ...(from === undefined ? {} : { From: from }),
      To: to,
    },
  };
}

/** GSM 03.38 takes 160 characters (153 in each of several parts), UCS-2 takes 70 (67). */
function countSegments(text: string): number {
  // deno-lint-ignore no-control-regex
  const [single, part] = /^[\x00-\x7f]*$/.test(text) ? [160, 153] : [70, 67];
  return text.length <= single ? 1 : Math.ceil(text.length / part);
}
