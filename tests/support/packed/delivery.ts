import type { AliyunEmulator } from "../../../src/emulator/aliyun/index.ts";
import { signupBody } from "../hook/bodies.ts";
import { type Answer, type Command, startHook } from "../hook/process.ts";

export interface Delivery {
  answer: Answer;
  /** What arrived at the provider. */
  received: { phone: string; params: unknown }[];
  exitCode: number | null;
}

/** Starts the function in any form, sends one code through it, stops it. */
export async function deliverOne(
  aliyun: AliyunEmulator,
  env: Record<string, string | undefined>,
  command: Command,
): Promise<Delivery> {
  aliyun.clearMessages();
  const hook = await startHook(env, command);
  const sending = hook.send(signupBody("v2.196.0", { phone: "8613800138011", otp: "024680" }));
  const answer = await sending.catch(async (error: unknown) => {
    await hook.stop();
    throw error;
  });
  const received = aliyun.messages().map(({ phone, params }) => ({ phone, params }));
  return { answer, received, exitCode: await hook.stop() };
}

export const DELIVERED = {
  answer: { status: 200, contentType: "application/json", body: {} },
  received: [{ phone: "+8613800138011", params: { code: "024680" } }],
} as const;
