import type { CodeNote } from "./code-note.ts";

const note = (codes: readonly string[], en: string, zh: string): CodeNote => ({
  verdict: "misconfigured",
  codes,
  en,
  zh,
});

/** About the SMS signature, the template and its parameters. Alibaba Cloud Help 101346, 101347. */
export const contentCodes = (): CodeNote[] => [
  note(
    ["SMS_SIGNATURE_ILLEGAL", "SMS_SIGN_NAME_ILLEGAL", "SIGN_NAME_ILLEGAL", "SIGN_STATE_ILLEGAL"],
    "ALIYUN_SMS_SIGN_NAME is not an approved signature of this account: copy its name from Alibaba Cloud's SMS console, without 【】",
    "ALIYUN_SMS_SIGN_NAME 不是该账号下审核通过的签名：请从阿里云短信控制台复制签名名称，不带【】",
  ),
  note(
    ["SMS_SIGN_ILLEGAL", "SIGNATURE_BLACKLIST", "SMS_SIGN_EMOJI_ILLEGAL", "SIGN_SOURCE_ILLEGAL"],
    "the signature may not be used (forbidden words, an emoji or its source): apply for another one in Alibaba Cloud's SMS console",
    "签名被禁止使用（含违禁词、表情符号或来源不合规）：请在阿里云短信控制台重新申请签名",
  ),
  note(
    ["SMS_SIGNATURE_SCENE_ILLEGAL"],
    "the signature's kind does not fit the template's: use a signature that was approved for verification codes",
    "签名类型与模板类型不匹配：请使用适用于验证码的签名",
  ),
  note(
    ["PORT_NOT_REGISTERED"],
    "the carriers have not finished registering the signature (5 to 10 working days): see its state in Alibaba Cloud's SMS console",
    "签名的运营商实名报备尚未完成（约 5–10 个工作日）：请在阿里云短信控制台查看报备状态",
  ),
  note(
    ["ONE_CODE_MULTIPLE_SIGN", "EXTEND_CODE_ERROR", "CODE_EXCEED_LIMIT", "CODE_ERROR"],
    "the signature's extension code is wrong or shared with another signature: have Alibaba Cloud correct it by a ticket",
    "签名的扩展码有误或与其他签名重复：请向阿里云提交工单处理",
  ),
  note(
    ["SMS_TEMPLATE_ILLEGAL", "InvalidTemplateCode", "InvalidTemplateCode.Malformed"],
    "ALIYUN_SMS_TEMPLATE_CODE is not an approved template of this account: copy its code (SMS_…) from Alibaba Cloud's SMS console",
    "ALIYUN_SMS_TEMPLATE_CODE 不是该账号下审核通过的模板：请从阿里云短信控制台复制模板 CODE（SMS_…）",
  ),
  note(
    ["TEMPLATE_MISSING_PARAMETERS", "TEMPLATE_PARAMS_ILLEGAL", "template_parameter_count_illegal"],
    "the template has other variables than the ones sent: the code goes into code unless ALIYUN_SMS_TEMPLATE_PARAMS " +
      'or a route\'s params says otherwise, such as {"number":"{code}"}',
    "模板变量与发送的参数不一致：验证码默认填入变量 code，变量名不同时请设置 ALIYUN_SMS_TEMPLATE_PARAMS " +
      '或路由的 params，例如 {"number":"{code}"}',
  ),
  note(
    ["INVALID_PARAMETERS", "PARAMS_ILLEGAL", "INVALID_JSON_PARAM", "ValidateFail"],
    "the provider refuses a parameter: verification templates take letters and digits only; check params, signature and " +
      "template",
    "服务商不接受某个参数：验证码模板的变量只能包含字母和数字；请检查 params、签名和模板",
  ),
  note(
    ["PARAM_LENGTH_LIMIT"],
    "a variable is too long: a code takes 4 to 6 characters (GOTRUE_SMS_OTP_LENGTH=6 in Auth), other variables 35",
    "模板变量过长：验证码为 4–6 位（请在 Auth 中设置 GOTRUE_SMS_OTP_LENGTH=6），其他变量最多 35 个字符",
  ),
  note(
    ["PARAM_NOT_SUPPORT_URL"],
    "a variable holds a link, a domain or an IP address, which templates do not take: write it into the template itself",
    "模板变量中含有链接、域名或 IP 地址，不允许发送：请写入模板正文",
  ),
  note(
    ["SMS_CONTENT_ILLEGAL", "UNSUPPORTED_CONTENT", "SMS_CONTENT_MISMATCH_TEMPLATE_TYPE"],
    "the text is refused: use a template of the kind verification code, without links or forbidden words",
    "短信内容未通过审核：请使用验证码类模板，且不含链接和违禁词",
  ),
  note(
    ["SMS_TEST_SIGN_TEMPLATE_LIMIT"],
    "the test signature and the test template go together only: set both, or neither",
    "测试签名和测试模板必须同时使用：请两者都用，或都不用",
  ),
  note(
    ["SMS_TEST_NUMBER_LIMIT"],
    "the test signature reaches bound test numbers only: bind the number in Alibaba Cloud's SMS console, or use a signature of your own",
    "测试签名只能发往已绑定的测试号码：请在阿里云短信控制台绑定该号码，或使用自有签名",
  ),
  note(
    ["SMS_TEST_TEMPLATE_PARAMS_ILLEGAL"],
    "the test template takes 4 to 6 digits: set GOTRUE_SMS_OTP_LENGTH=6 in Auth",
    "测试模板的验证码只能是 4–6 位数字：请在 Auth 中设置 GOTRUE_SMS_OTP_LENGTH=6",
  ),
  note(
    ["MissingSignName", "InvalidSignName", "InvalidSignName.Malformed"],
    "no usable signature was sent: set ALIYUN_SMS_SIGN_NAME, or the field sign of the route, to the name in Alibaba Cloud's SMS console",
    "未发送有效的签名：请将 ALIYUN_SMS_SIGN_NAME 或路由的 sign 字段设为阿里云短信控制台中的签名名称",
  ),
  note(
    ["MissingTemplateCode"],
    "no template was sent: set ALIYUN_SMS_TEMPLATE_CODE, or template of the route, to SMS_…",
    "未发送模板 CODE：请将 ALIYUN_SMS_TEMPLATE_CODE 或路由的 template 设为 SMS_…",
  ),
  note(
    ["MissingTemplateParam", "InvalidTemplateParam", "InvalidTemplateParam.Malformed"],
    "the template's variables were not accepted: check ALIYUN_SMS_TEMPLATE_PARAMS, or params of the route",
    "模板变量未被接受：请检查 ALIYUN_SMS_TEMPLATE_PARAMS 或路由的 params",
  ),
];
