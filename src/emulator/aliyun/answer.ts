import { type GatewayRefusal, gatewayRefusal, isGatewayCode } from "./gateway-error.ts";

export type AnswerBody = Readonly<Record<string, unknown>>;

/** A refusal by the product itself: HTTP 200 and a code that is not OK. */
export type BusinessRefusal = { readonly kind: "business"; readonly code: string; readonly message: string };

export type Answer =
  | { readonly kind: "success"; readonly body: AnswerBody }
  | BusinessRefusal
  | GatewayRefusal;

// Chinese texts as seen in public bug reports; where none was found, the wording of help.aliyun.com 101346.
const BUSINESS_MESSAGES: Readonly<Record<string, string>> = {
  "isv.SMS_SIGNATURE_ILLEGAL": "签名不合法(不存在或被拉黑)",
  "isv.SIGN_STATE_ILLEGAL": "签名状态不正确",
  "isv.SMS_TEMPLATE_ILLEGAL": "该账号下找不到对应模板",
  "isv.TEMPLATE_MISSING_PARAMETERS": "模板变量缺少对应参数值",
  "isv.INVALID_JSON_PARAM": "参数格式错误，请修改为字符串值",
  "isv.INVALID_PARAMETERS": "参数异常",
  "isv.PARAM_LENGTH_LIMIT": "参数超过长度限制",
  "isv.DOMESTIC_NUMBER_NOT_SUPPORTED": "国际/港澳台消息模板不支持发送境内号码",
  "isv.MOBILE_COUNT_OVER_LIMIT": "手机号码数量超过限制",
  "isv.AMOUNT_NOT_ENOUGH": "账户余额不足",
  AMOUNT_NOT_ENOUGH: "账户余额不足",
  "isv.BILLING_DEDUCTION_ERROR": "账户余额不足",
  "isv.BUSINESS_LIMIT_CONTROL": "触发分钟级流控Permits:1",
  "biz.FREQUENCY": "check frequency failed",
  "isp.RAM_PERMISSION_DENY": "RAM权限DENY",
  "isv.RAM_PERMISSION_DENY": "RAM权限DENY",
  "isv.RAM_CHECK_FAILED": "RAM权限DENY",
  "isv.DENY_IP_RANGE": "源IP地址所在的地区被禁用",
  "isv.OUT_OF_SERVICE": "业务停机",
  "isv.BLACK_KEY_CONTROL_LIMIT": "黑名单管控",
  "isp.SYSTEM_ERROR": "系统出现错误，请重新调用",
  "isp.GATEWAY_ERROR": "调用发送应用模块失败",
  MOBILE_NUMBER_ILLEGAL: "手机号码格式错误",
  "isv.NOT_SUPPORTED_COUNTRY": "The destination country is not supported.",
  "isv.SENDERID_ERROR": "The sender ID is invalid.",
};

export function businessRefusal(code: string, message = BUSINESS_MESSAGES[code] ?? code): BusinessRefusal {
  return { kind: "business", code, message };
}

/** What an injected code looks like on the wire: of the gateway's kind, of the product's, or as told. */
export function injectedRefusal(code: string, message?: string, status?: number): Answer {
  const asGateway = status === undefined ? isGatewayCode(code) : status >= 400;
  if (!asGateway) return businessRefusal(code, message);
  return gatewayRefusal(code, {
    ...(message === undefined ? {} : { message }),
    ...(status === undefined ? {} : { status }),
  });
}
