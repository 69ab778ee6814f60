import { createHmac, randomInt, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

export const SECRET = "v1,whsec_YmVuY2gta2V5LW5vdC1mb3ItcHJvZHVjdGlvbi11c2Uh";
const key = Buffer.from(SECRET.slice("v1,whsec_".length), "base64");
const recording = new URL("../fixtures/auth/hook/v2.196.0/signup.json", import.meta.url);
const recorded: { request: { body: string } } = JSON.parse(readFileSync(recording, "utf8"));
const TEMPLATE = JSON.parse(recorded.request.body);

/** Every request has a number of its own: a random one would meet its own limit now and then. */
let nextNumber = randomInt(400_000_000);

/** A recorded sign-up as a new one: other request, number and code, the same size to the byte. */
export function signedRequest(port: number): Buffer {
  const digits = `8613${String(nextNumber++).padStart(9, "0")}`;
  const body = JSON.stringify({
    ...TEMPLATE,
    metadata: { ...TEMPLATE.metadata, uuid: randomUUID(), time: new Date().toISOString() },
    user: { ...TEMPLATE.user, phone: digits },
    sms: { otp: String(randomInt(1_000_000)).padStart(6, "0"), phone: digits },
  });
  const id = randomUUID();
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return Buffer.from(
    `POST /send-sms HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nuser-agent: Go-http-client/1.1\r\n` +
      `content-length: ${
        Buffer.byteLength(body)
      }\r\naccept-encoding: identity\r\ncontent-type: application/json\r\n` +
      `webhook-id: ${id}\r\nwebhook-signature: v1,${signature}\r\nwebhook-timestamp: ${timestamp}\r\n\r\n${body}`,
  );
}
