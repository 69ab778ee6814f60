import { createHash, createHmac, randomUUID } from "node:crypto";
import type { TrafficRequest } from "./traffic.ts";

/** Always the same, and so are the keyed hashes that follow from it; nothing listens for it. */
const SECRET = createHash("sha256").update("pump simulation").digest();
export const HOOK_SECRET = `v1,whsec_${SECRET.toString("base64")}`;

/** A code for somebody, as Auth asks for it. @param confirmed whether the number was verified before */
export function hookRequest({ phone, ip, user }: TrafficRequest, confirmed: boolean, atMs: number): Request {
  const time = new Date(atMs).toISOString();
  const body = JSON.stringify({
    metadata: { uuid: randomUUID(), time, name: "send-sms", ip_address: ip },
    user: { id: user, phone, ...(confirmed && { phone_confirmed_at: time }) },
    sms: { otp: "000000", phone },
  });
  const id = randomUUID();
  const timestamp = String(Math.floor(atMs / 1000));
  const signature = createHmac("sha256", SECRET).update(`${id}.${timestamp}.${body}`).digest("base64");
  return new Request("http://hook/send-sms", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
    },
    body,
  });
}
