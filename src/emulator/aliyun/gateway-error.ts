/** A refusal by the API gateway, before the product sees the request: HTTP 4xx or 5xx. */
export type GatewayRefusal = {
  readonly kind: "gateway";
  readonly code: string;
  readonly message: string;
  readonly status: number;
};

// Statuses and texts as listed in developer.aliyun.com/ask/278265 (public error codes of the RPC gateway).
const PUBLIC_CODES: Readonly<Record<string, readonly [status: number, message: string]>> = {
  "InvalidAccessKeyId.NotFound": [404, "Specified access key is not found."],
  "InvalidAccessKeyId.Inactive": [400, "Specified access key is disabled."],
  SignatureDoesNotMatch: [400, "Specified signature is not matched with our calculation."],
  IncompleteSignature: [400, "The request signature does not conform to Aliyun standards."],
  InvalidSignatureMethod: [400, "Specified signature method is not valid."],
  "InvalidTimeStamp.Format": [400, "Specified time stamp or date value is not well formatted."],
  "InvalidTimeStamp.Expired": [400, "Specified time stamp or date value is expired."],
  SignatureNonceUsed: [400, "Specified signature nonce was used already."],
  InvalidVersion: [400, "Specified parameter Version is not valid."],
  "InvalidAction.NotFound": [404, "Specified api is not found, please check your url and method."],
  "InvalidApi.NotFound": [404, "Specified api is not found, please check your url and method."],
  UnsupportedHTTPMethod: [400, "This http method is not supported."],
  "InvalidSecurityToken.Malformed": [400, "Specified SecurityToken is malformed."],
  "InvalidSecurityToken.MismatchWithAccessKey": [
    400,
    "Specified SecurityToken mismatch with the AccessKeyId.",
  ],
  "InvalidSecurityToken.Expired": [400, "Specified SecurityToken is expired."],
  Throttling: [400, "Request was denied due to request throttling."],
  "Throttling.User": [400, "Request was denied due to user flow control."],
  "Throttling.Api": [400, "Request was denied due to api flow control."],
  Forbidden: [403, "User not authorized to operate on the specified resource."],
  "Forbidden.RAM": [
    403,
    "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
  ],
  "Forbidden.RiskControl": [403, "This operation is forbidden by Aliyun RiskControl system."],
  NoPermission: [403, "You are not authorized to do this operation."],
  SignatureNotFound: [404, "The specified signature is not found."],
  TemplateNotFound: [404, "The specified template is not found."],
  InternalError: [500, "The request processing has failed due to some unknown error."],
  ServiceUnavailable: [503, "The request has failed due to a temporary failure of the server."],
};

export function gatewayRefusal(
  code: string,
  overrides: { readonly message?: string; readonly status?: number } = {},
): GatewayRefusal {
  const [status, message] = PUBLIC_CODES[code] ?? [400, `The request was refused with ${code}.`];
  return {
    kind: "gateway",
    code,
    message: overrides.message ?? message,
    status: overrides.status ?? status,
  };
}

export function missingParameter(name: string): GatewayRefusal {
  return gatewayRefusal(`Missing${name}`, { message: `${name} is mandatory for this action.` });
}

/** Whether the real gateway answers this code itself, so that an injected one gets the right shape. */
export function isGatewayCode(code: string): boolean {
  return code in PUBLIC_CODES || /^(Missing|Invalid|Throttling|Forbidden)/.test(code);
}
