import { Webhook } from "standardwebhooks";
import type { Config } from "../../hook/config/config.ts";
import { parsePayload } from "../../hook/gotrue/parse-payload.ts";
import { requestKey } from "../../hook/gotrue/request-key.ts";
import { createKeyedHash } from "../../hook/ledger/keyed-hash.ts";
import { readText } from "../../hook/read-text.ts";
import type { SendSmsFlow } from "../../hook/sms/flow.ts";
import type { PhoneNumber } from "../../hook/sms/phone-number.ts";
import { causeOf, type DoctorWorld, WAIT_MS } from "../doctor/world.ts";

export type HookAnswer =
  /** `outId`: what the provider's receipt will name it by. */
  | { status: "accepted"; outId: string }
  | { status: "refused"; httpStatus: number; message: string | undefined }
  | { status: "failed"; cause: string };

const MAX_ANSWER_BYTES = 64 * 1024;

/** Asks the function as Auth does, whole and signed, for one real SMS. */
export async function sendThroughHook(
  { url, config, phone, otp, flow }: {
    url: string;
    config: Config;
    phone: PhoneNumber;
    otp: string;
    flow: SendSmsFlow;
  },
  world: DoctorWorld,
): Promise<HookAnswer> {
  const body = JSON.stringify(
    payload(phone.digits, otp, flow, { uuid: world.randomUuid(), now: world.now() }),
  );
  const id = world.randomUuid();
  const at = new Date(world.now());
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": config.hookSecrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(
      ", ",
    ),
  };
  try {
    const signal = world.timeout(WAIT_MS.hook);
    const response = await world.fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
    const text = await readText(response, MAX_ANSWER_BYTES) ?? "";
    return response.status === 200 && text === "{}"
      ? { status: "accepted", outId: outIdOf(body, phone, config) }
      : { status: "refused", httpStatus: response.status, message: messageOf(text) };
  } catch (error) {
    return { status: "failed", cause: causeOf(error) };
  }
}

/** As the function names it. */
function outIdOf(body: string, phone: PhoneNumber, { ledgerKey }: Config): string {
  const parsed = parsePayload(body);
  const hash = createKeyedHash(ledgerKey);
  return parsed.ok ? requestKey(body, parsed.value, phone.digits, (text) => hash("request", text)) : "";
}

/** The function's own sentence; undefined of anything else. */
function messageOf(text: string): string | undefined {
  return /"message":"(sms_[a-z_]+:[^"]*|signature_invalid)"/.exec(text)?.[1];
}

/** What tells the flows apart in Auth's own requests (`gotrue/flow-of.ts`). */
function payload(
  digits: string,
  otp: string,
  flow: SendSmsFlow,
  { uuid, now }: { uuid: string; now: number },
) {
  const time = new Date(now).toISOString();
  const of: Record<SendSmsFlow, object> = {
    signup: { phone: digits },
    signin: { phone: digits, phone_confirmed_at: time },
    phone_change: { phone: "", new_phone: digits },
    mfa: { phone: digits, phone_confirmed_at: time },
  };
  return {
    metadata: { uuid, time, name: "send-sms", ip_address: "" },
    user: { id: uuid, ...of[flow] },
    sms: { otp, phone: digits, sms_type: flow === "mfa" ? "mfa" : flow },
  };
}
