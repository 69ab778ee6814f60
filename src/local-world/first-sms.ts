import { randomBytes } from "node:crypto";
import type { AliyunEmulator, EmulatedMessage } from "../emulator/aliyun/index.ts";
import { createAuthClient } from "../demo/terminal/auth-client.ts";
import { FIRST_NUMBER } from "./defaults.ts";

/**
 * Signs a number up as an app would, and gives the SMS that came of it.
 * @throws {Error} If no SMS arrived.
 */
export async function sendFirstSms(
  supabaseUrl: string,
  publishableKey: string,
  aliyun: AliyunEmulator,
): Promise<EmulatedMessage> {
  const auth = await createAuthClient(supabaseUrl, publishableKey);
  const password = randomBytes(12).toString("base64url");
  const { error } = await auth.signUp({ phone: FIRST_NUMBER, password });
  if (error) throw new Error(`Cannot send the first SMS: ${error.message}`, { cause: error });
  const message = aliyun.messages().find(({ phone }) => phone === FIRST_NUMBER);
  if (message === undefined) throw new Error("Cannot send the first SMS: Auth accepted it, but none arrived");
  return message;
}
