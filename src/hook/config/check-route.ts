import type { Route } from "../sms/route.ts";
import type { EnvReader } from "./env-reader.ts";
import { servesApi } from "../aliyun/endpoints.ts";

/** Alibaba Cloud Help, SendMessageToGlobe, `From`. */
const SENDER_ID = /^([A-Za-z0-9 ]{1,11}|\d{1,15})$/;

type Part = "sign" | "template" | "templateParams" | "endpoint";
type Say = (part: Part, en: string, zh: string) => void;

/** Reports what Alibaba Cloud would refuse on every send, or what would send something else than the code. */
export function checkRoute(reader: EnvReader, route: Route, byDefault: Route): void {
  const isDefault = route.name === "default";
  const say: Say = (part, en, zh) =>
    reader.report(
      isDefault ? part : "routes",
      isDefault ? en : `${route.name} ${nameOf(part)}${en}`,
      isDefault ? zh : `${route.name} ${nameOf(part)}${zh}`,
    );
  if (!servesApi(route.endpoint, route.api)) {
    say(
      "endpoint",
      `names a host of Alibaba Cloud that does not serve ${route.api}`,
      `所填的阿里云接入点不提供 ${route.api}`,
    );
  }
  if (route.api === "globe") return checkGlobe(route, say);
  checkSign(route, say);
  checkTemplate(route, say);
  // What the single variables say is reported once, under their names.
  if (isDefault || route.params !== byDefault.params) checkParams(route, say);
}

const nameOf = (part: Part): string => part === "templateParams" ? "params " : `${part} `;

function checkSign({ sign }: Route, say: Say): void {
  if (sign === undefined) {
    say(
      "sign",
      "is not set: the name of the SMS signature approved in Alibaba Cloud's SMS console",
      "未设置：请填写阿里云短信控制台中审核通过的签名",
    );
  } else if (/[【】]/.test(sign)) {
    say("sign", "must be the signature's name without 【】", "请填写不带【】的签名名称");
  } else if (/^SMS_\d+$/i.test(sign)) {
    say(
      "sign",
      "holds a template code (SMS_…): signature and template may be swapped",
      "填写的是模板 CODE（SMS_…）：签名与模板可能填反了",
    );
  }
}

function checkTemplate({ api, template }: Route, say: Say): void {
  if (template === undefined) {
    say(
      "template",
      "is not set: the template code, such as SMS_123456789",
      "未设置：请填写模板 CODE，例如 SMS_123456789",
    );
  } else if (!/^SMS_\d+$/i.test(template) && !(api === "dypnsapi" && /^\d+$/.test(template))) {
    say(
      "template",
      api === "dypnsapi"
        ? "must be the template's code, such as 100001, and not its name or its text"
        : "must be the template's code, such as SMS_123456789, and not its name or its text",
      api === "dypnsapi"
        ? "必须是模板 CODE（例如 100001），而不是模板名称或正文"
        : "必须是模板 CODE（例如 SMS_123456789），而不是模板名称或正文",
    );
  }
}

/** Verification templates take letters and digits only (logto-io/logto#7121). */
function checkParams({ params }: Route, say: Say): void {
  const values = Object.values(params);
  const unknown = values.map(unknownPlaceholder).find((one) => one !== undefined);
  if (unknown !== undefined) return sayPlaceholder("templateParams", unknown, say);
  if (values.some((value) => !/^[A-Za-z0-9]+$/.test(withoutPlaceholders(value)))) {
    say(
      "templateParams",
      "must have values of letters and digits only, as verification templates take no other; write the rest into the " +
        "template itself",
      "的值只能包含字母和数字（验证码模板的要求）；其余文字请写在模板正文中",
    );
  } else if (Object.hasOwn(params, "code") && !values.some((value) => value.includes("{code}"))) {
    say(
      "templateParams",
      '"code" would take the place of the code itself; remove it, or write {code} in it',
      "code 会覆盖验证码本身；请删除该参数，或在其值中写 {code}",
    );
  }
}

function checkGlobe({ sign, template, params }: Route, say: Say): void {
  if (sign !== undefined && !SENDER_ID.test(sign)) {
    say(
      "sign",
      "must be a sender id for globe: up to 11 letters and digits, or up to 15 digits",
      "用于 globe 时必须是 Sender ID：最多 11 个字母数字，或最多 15 位数字",
    );
  }
  if (Object.keys(params).length > 0) {
    say(
      "templateParams",
      "cannot be used with globe, which has no templates: write the text into template",
      "不能用于 globe（没有模板）：请把正文写在 template 中",
    );
  }
  if (template === undefined) return;
  const unknown = unknownPlaceholder(template);
  if (unknown !== undefined) sayPlaceholder("template", unknown, say);
  else if (!template.includes("{code}")) {
    say(
      "template",
      "must be the text of the SMS for globe, with {code} where the code goes",
      "用于 globe 时必须是短信正文，并用 {code} 标出验证码的位置",
    );
  }
}

function sayPlaceholder(part: Part, seen: string, say: Say): void {
  say(
    part,
    `holds ${seen}, which would be sent as it stands: write {code} where the code goes and {min} for SMS_CODE_MINUTES; ` +
      "Auth makes and verifies the code, so ##code## cannot be used",
    `含有 ${seen}，会原样发出：验证码的位置请写 {code}，有效分钟数写 {min}（SMS_CODE_MINUTES）；` +
      "验证码由 Auth 生成和校验，不能使用 ##code##",
  );
}

const withoutPlaceholders = (text: string): string => text.replaceAll(/\{(code|min)\}/g, "0");

/** Anything that looks like a place for a value and is none of ours; the dollar sign of `${code}` would be sent. */
const unknownPlaceholder = (text: string): string | undefined =>
  /\$\{[^}]*\}?|\{\{.*?\}\}|##\w+##|%\w+%|[{}][^{}]*\}?/.exec(
    // A dollar sign before a placeholder of ours belongs to another way of writing it.
    text.replaceAll(/(?<![${])\{(code|min)\}(?!\})/g, "0"),
  )?.[0].slice(0, 20);
