import type { CodeNote, Verdict } from "./code-note.ts";

const note = (verdict: Verdict, codes: readonly string[], en: string, zh: string): CodeNote => ({
  verdict,
  codes,
  en,
  zh,
});

/** Of the gateway in front of every product, and failures of the provider itself: ask/278265, 101346, 116206. */
export const gatewayCodes = (): CodeNote[] => [
  note(
    "misconfigured",
    ["InvalidAccessKeyId.NotFound", "InvalidAccessKeyId.Inactive", "InvalidAccessKeyId"],
    "ALIBABA_CLOUD_ACCESS_KEY_ID does not exist or is disabled: see AccessKey in the RAM console; a key of " +
      "alibabacloud.com does not work on aliyun.com",
    "ALIBABA_CLOUD_ACCESS_KEY_ID 不存在或已禁用：请在 RAM 控制台查看 AccessKey；国际站的密钥不能用于中国站",
  ),
  note(
    "misconfigured",
    ["SignatureDoesNotMatch", "IncompleteSignature"],
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET does not belong to the key id, or was copied with something missing or added: " +
      "copy it again, or create a new access key",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET 与 AccessKey ID 不匹配，或复制时多了、少了字符：请重新复制，或创建新的 AccessKey",
  ),
  note(
    "misconfigured",
    ["InvalidTimeStamp.Format", "InvalidTimeStamp.Expired"],
    "the clock of the machine is more than 15 minutes off: synchronise it (NTP)",
    "服务器时钟偏差超过 15 分钟：请校准时间（NTP）",
  ),
  note(
    "misconfigured",
    [
      "InvalidSecurityToken.Expired",
      "InvalidSecurityToken.Malformed",
      "InvalidSecurityToken.MismatchWithAccessKey",
      "MissingSecurityToken",
    ],
    "the temporary (STS) key has expired, or its three parts are not of one key: renew ALIBABA_CLOUD_ACCESS_KEY_ID, " +
      "_SECRET and ALIBABA_CLOUD_SECURITY_TOKEN together and restart, or use the lasting key of a RAM user",
    "临时密钥（STS）已过期，或三个值不属于同一密钥：请同时更新 ALIBABA_CLOUD_ACCESS_KEY_ID、_SECRET 和 " +
      "ALIBABA_CLOUD_SECURITY_TOKEN 并重启，或改用 RAM 用户的长期 AccessKey",
  ),
  note(
    "misconfigured",
    ["InvalidVersion", "InvalidAction.NotFound", "InvalidApi.NotFound"],
    "the endpoint does not serve this API: check ALIYUN_SMS_ENDPOINT, ALIYUN_SMS_REGION_ID and endpoint of the " +
      "route (globe needs an international host)",
    "该接入点不提供此 API：请检查 ALIYUN_SMS_ENDPOINT、ALIYUN_SMS_REGION_ID 和路由的 endpoint（globe 需要国际站接入点）",
  ),
  note(
    "internal",
    [
      "InvalidSignatureMethod",
      "UnsupportedHTTPMethod",
      "InvalidParameter.Format",
      "MOBILE_COUNT_OVER_LIMIT",
      "DATA_NOT_EXIST",
      "MissingAccessKeyId",
      "MissingAction",
      "MissingMessage",
      "MissingPhoneNumber",
      "MissingPhoneNumbers",
      "MissingSignature",
      "MissingSignatureMethod",
      "MissingSignatureNonce",
      "MissingSignatureVersion",
      "MissingTimestamp",
      "MissingTo",
      "MissingVersion",
      "InvalidMessage",
      "InvalidPhoneNumber",
      "InvalidPhoneNumber.Malformed",
      "InvalidPhoneNumbers",
      "InvalidPhoneNumbers.Malformed",
      "InvalidTo",
    ],
    "the hook made a request that the provider does not take: please report this line to the project, without secrets",
    "Hook 发出的请求不符合服务商要求：请将此行日志反馈给本项目（不要包含密钥）",
  ),
  note(
    "throttled",
    ["Throttling", "Throttling.User", "Throttling.Api"],
    "the account calls the API too often; the hook tried twice: spread the load, or raise the quota by a ticket",
    "账号调用 API 过于频繁，Hook 已重试一次：请错开发送高峰，或提交工单提升配额",
  ),
  note(
    "unconfirmed",
    ["SignatureNonceUsed"],
    "the network sent one request twice and the first may have been accepted: look for it in Alibaba Cloud's SMS console; if it " +
      "happens often, look at the proxy in between",
    "网络层重复发送了同一请求，首次请求可能已被接受：请在阿里云短信控制台核对；若频繁出现，请检查中间的代理",
  ),
  note(
    "provider_failed",
    ["ServiceUnavailable"],
    "the provider was not available, or the endpoint does not serve this API (a domestic host for globe): check " +
      "status.aliyun.com, then the endpoint",
    "服务商暂时不可用，或该接入点不提供此 API（例如 globe 使用了国内接入点）：请先查看阿里云服务状态，再检查接入点",
  ),
  note(
    "provider_failed",
    ["SYSTEM_ERROR", "GATEWAY_ERROR", "UNKNOWN", "InternalError", "IS_CLOSE"],
    "the provider failed while it sent, and the SMS may still arrive: nothing to do for one; if it goes on, open a " +
      "ticket with providerRequestId",
    "服务商发送过程中出错，短信仍可能送达：偶发无需处理；若持续出现，请凭 providerRequestId 提交工单",
  ),
];
