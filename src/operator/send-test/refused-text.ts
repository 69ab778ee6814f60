import type { Text } from "../text.ts";
import type { HookAnswer } from "./through-hook.ts";

/** What the operator looks at next; the function tells an app the reason alone, and its log the cause. */
const NEXT: Readonly<Record<string, Text>> = {
  sms_rate_limited: {
    en:
      "A limit was used up: one of the function's own (SMS_LIMIT_…), or Alibaba Cloud's for this number. The function's log says " +
      "which, as cause or code",
    zh:
      "已达到限额：函数自己的限额（SMS_LIMIT_…），或阿里云对该号码的限额。函数日志中的 cause 或 code 会说明是哪一种",
  },
  sms_sending_disabled: {
    en: "Sending is off where the function runs: SMS_SENDING_ENABLED=false there, or a pause in its ledger",
    zh: "函数运行处已停止发送：设置了 SMS_SENDING_ENABLED=false，或账本中已暂停发送",
  },
  signature_invalid: {
    en:
      "The function has another SEND_SMS_HOOK_SECRETS, or its clock is wrong; npm run doctor -- --url tells",
    zh: "函数的 SEND_SMS_HOOK_SECRETS 不同，或其时钟有误；npm run doctor -- --url 可以判断",
  },
};
const IN_THE_LOG: Text = {
  en: "The function's log says why, as cause or code, with a hint",
  zh: "函数日志中的 cause 或 code 会说明原因，并附有提示",
};
const NOT_OURS: Text = {
  en: "That is not an answer of this function; npm run doctor -- --url tells what stands there",
  zh: "这不是本函数的应答；npm run doctor -- --url 可以判断该处是什么",
};

/** A refusal by the function: its reason, whose doing that is, and what a user would read, whose language is not the operator's. */
export function refusedText({ httpStatus, message }: Extract<HookAnswer, { status: "refused" }>): Text {
  if (message === undefined) {
    return { en: `HTTP ${httpStatus}. ${NOT_OURS.en}.`, zh: `HTTP ${httpStatus}。${NOT_OURS.zh}。` };
  }
  const [reason = "", ...sentence] = message.split(": ");
  const next = Object.hasOwn(NEXT, reason) ? NEXT[reason] ?? IN_THE_LOG : IN_THE_LOG;
  const read = sentence.join(": ");
  const status = statusText(httpStatus);
  return {
    en: `The function refused it: ${reason} (${status.en}). ${next.en}.${
      read && ` A user would read: ${read}`
    }`,
    zh: `函数拒绝发送：${reason}（${status.zh}）。${next.zh}。${read && `用户会看到：${read}`}`,
  };
}

/** A 200 reads like a success, which it is not (`gotrue/answer-style.ts`). */
function statusText(httpStatus: number): Text {
  const status = `HTTP ${httpStatus}`;
  return httpStatus === 200
    ? { en: `${status}, as Auth ≥ 2.187 is answered`, zh: `${status}，这是对 Auth ≥ 2.187 的应答方式` }
    : { en: status, zh: status };
}
