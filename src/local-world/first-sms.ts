import { randomBytes } from "node:crypto";
import type { AliyunEmulator, EmulatedMessage } from "../emulator/aliyun/index.ts";
import { maskPhone } from "../hook/sms/phone-number.ts";
import { createAuthClient } from "../demo/terminal/auth-client.ts";
import { explainSmsError, type Language } from "../client/index.ts";
import { textsIn } from "./texts.ts";

export interface FirstSms {
  readonly number: string;
  readonly language: Language;
}

/**
 * Signs a number up as an app would, and gives the SMS that came of it.
 * @throws {Error} If no SMS arrived.
 */
export async function sendFirstSms(
  supabaseUrl: string,
  publishableKey: string,
  aliyun: AliyunEmulator,
  { number, language }: FirstSms,
): Promise<EmulatedMessage> {
  const auth = await createAuthClient(supabaseUrl, publishableKey);
  const password = randomBytes(12).toString("base64url");
  const { error } = await auth.signUp({ phone: number, password });
  const texts = textsIn(language);
  // It may be of the developer's own list.
  const shown = maskPhone(number);
  if (error) {
    const { code, text } = explainSmsError(error, language);
    // The message is in the language of the number, or in English.
    const said = code === "unknown" ? error.message : `${code}: ${text}`;
    throw new Error(texts.firstFailed(shown, said), { cause: error });
  }
  const message = aliyun.messages().find(({ phone }) => phone === number);
  if (message === undefined) throw new Error(texts.firstFailed(shown, texts.noneArrived));
  return message;
}
