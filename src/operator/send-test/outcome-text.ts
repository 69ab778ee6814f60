import { hintOfCode } from "../../hook/log/hints.ts";
import type { SendOutcome } from "../../hook/sms/sms-sender.ts";
import type { Text } from "../text.ts";

/** What became of a send, as the function's log would say it. */
export function outcomeText(outcome: SendOutcome): Text {
  if (outcome.status === "accepted") {
    return {
      en: `Alibaba Cloud accepted it (receipt ${
        outcome.receiptId || "unknown"
      }). Accepted is not yet delivered.`,
      zh: `阿里云已接受（回执 ${outcome.receiptId || "未知"}）。接受不等于送达。`,
    };
  }
  const code = outcome.status === "rejected" ? outcome.code : outcome.cause;
  const hint = hintOfCode(code);
  const [en, zh] = outcome.status === "rejected"
    ? ["Not sent", "未发送"]
    : ["Whether it was sent is not known", "是否已发送未知"];
  return {
    en: `${en}: ${code}${hint ? `. ${hint.en}` : ""}`,
    zh: `${zh}：${code}${hint ? `。${hint.zh}` : ""}`,
  };
}
