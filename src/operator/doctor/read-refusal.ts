import { noteOf } from "../../hook/aliyun/error-codes.ts";
import type { ProviderAnswer } from "./ask-provider.ts";
import { type Finding, finding } from "./finding.ts";
import { hintOf } from "./probe-send.ts";

const RAM = /^((isp|isv)\.)?(RAM_PERMISSION_DENY|RAM_CHECK_FAILED|Forbidden\.RAM|NoPermission|Forbidden)$/;

/** The code of a refusal for want of rights. */
export const ramRefusalOf = (answer: ProviderAnswer): string | undefined =>
  answer.status === "answered" && RAM.test(answer.code) ? answer.code : undefined;

/** What a question that only reads was refused with, where it was. */
export function readRefusal(answer: ProviderAnswer, action: string, host: string): Finding | undefined {
  if (answer.status === "unreachable") return finding("provider_unreachable", host, { cause: answer.cause });
  if (answer.status === "silent") return finding("provider_silent", host, { cause: answer.cause });
  if (answer.status === "not_alibaba") {
    return finding("provider_not_alibaba", host, { status: answer.httpStatus });
  }
  if (answer.code === "OK") return undefined;
  const verdict = noteOf(answer.code)?.verdict;
  return verdict === "throttled" || verdict === "provider_failed"
    ? finding("provider_throttles", host, { code: answer.code, hint: hintOf(answer.code) })
    : finding("provider_refuses", host, { code: answer.code, action, hint: hintOf(answer.code) });
}
