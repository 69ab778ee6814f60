import type { Action } from "./action.ts";
import { getSmsSign } from "./get-sms-sign.ts";
import { getSmsTemplate } from "./get-sms-template.ts";
import { queryMessage } from "./query-message.ts";
import { querySendDetails } from "./query-send-details.ts";
import { querySmsSignList } from "./query-sms-sign-list.ts";
import { querySmsTemplateList } from "./query-sms-template-list.ts";
import { sendMessageToGlobe } from "./send-message-to-globe.ts";
import { sendSms } from "./send-sms.ts";
import { sendSmsVerifyCode } from "./send-sms-verify-code.ts";

export const ACTIONS: readonly Action[] = [
  sendSms,
  queryMessage,
  querySendDetails,
  getSmsSign,
  getSmsTemplate,
  querySmsSignList,
  querySmsTemplateList,
  sendSmsVerifyCode,
  sendMessageToGlobe,
];
