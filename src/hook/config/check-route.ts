import type { EnvReader } from "./env-reader.ts";
import type { Route } from "../sms/route.ts";

/** Alibaba Cloud Help, SendMessageToGlobe, `From`. */
export const SENDER_ID = /^([A-Za-z0-9 ]{1,11}|\d{1,15})$/;

/** Reports what Alibaba Cloud would refuse on every send, or what would send something else than the code. */
export function checkRoute(reader: EnvReader, route: Route): void {
  const isDefault = route.name === "default";
  const say = (part: "sign" | "template", en: string, zh: string) =>
    reader.report(
      isDefault ? part : "routes",
      isDefault ? en : `${route.name} ${en}`,
      isDefault ? zh : `${route.name} ${zh}`,
    );
  if (route.api === "globe") return checkGlobe(route, say);
  if (route.sign === undefined) {
    say(
      "sign",
      "is not set: the sign name approved in the SMS console",
      "未设置：请填写短信控制台中审核通过的签名",
    );
  } else if (/[【】]/.test(route.sign)) {
    say("sign", "must be the sign's name without 【】", "请填写不带【】的签名名称");
  }
  if (route.template === undefined) {
    say(
      "template",
      "is not set: the template code, such as SMS_123456789",
      "未设置：请填写模板 CODE，例如 SMS_123456789",
    );
  }
  const values = Object.values(route.params);
  if (values.some((value) => /##|\$\{|\{\{/.test(value))) {
    reader.report(
      "routes",
      `${route.name} params: write {code} where the code goes; Auth makes and verifies it, so ##code## cannot be used`,
      `${route.name} params：验证码的位置请写 {code}；验证码由 Auth 生成和校验，不能使用 ##code##`,
    );
  } else if (Object.hasOwn(route.params, "code") && !values.some((value) => value.includes("{code}"))) {
    reader.report(
      "routes",
      `${route.name} params: "code" would take the place of the code itself; remove it, or write {code} in it`,
      `${route.name} params：code 会覆盖验证码本身；请删除该参数，或在其值中写 {code}`,
    );
  }
}

type Say = (part: "sign" | "template", en: string, zh: string) => void;

function checkGlobe({ sign, template }: Route, say: Say): void {
  if (sign !== undefined && !SENDER_ID.test(sign)) {
    say(
      "sign",
      "must be a sender id for globe: up to 11 letters and digits, or up to 15 digits",
      "用于 globe 时必须是 Sender ID：最多 11 个字母数字，或最多 15 位数字",
    );
  }
  if (template !== undefined && !template.includes("{code}")) {
    say(
      "template",
      "must be the text of the SMS for globe, with {code} where the code goes",
      "用于 globe 时必须是短信正文，并用 {code} 标出验证码的位置",
    );
  }
}
