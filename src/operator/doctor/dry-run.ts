import { Webhook } from "standardwebhooks";
import { readText } from "../../hook/read-text.ts";
import { causeOf, type DoctorWorld, WAIT_MS } from "./world.ts";

export type DryRun =
  | { status: "answered"; httpStatus: number; headers: Headers; text: string; ms: number; askedAt: number }
  | { status: "failed"; cause: string; ms: number };

const MAX_ANSWER_BYTES = 256 * 1024;

/**
 * A request as Auth makes it, whole and signed, to the number `0`. The function checks the signature, reads the payload
 * and stops at the number, which is no number: before limits, ledger and provider. So it proves the way there and sends
 * nothing, and whoever has no secret gets no further with it than with anything else.
 */
export async function dryRun(
  url: string,
  secrets: readonly string[],
  { world, now, padding = 0 }: { world: DoctorWorld; now: () => number; padding?: number },
): Promise<DryRun> {
  const body = JSON.stringify(payload(world.randomUuid(), now(), padding));
  const id = world.randomUuid();
  const at = new Date(now());
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    // Auth signs with each of its secrets and joins the signatures so.
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(", "),
  };
  const askedAt = world.now();
  try {
    const response = await world.fetch(url, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: world.timeout(WAIT_MS.hook),
    });
    const text = await readText(response, MAX_ANSWER_BYTES) ?? "";
    return {
      status: "answered",
      httpStatus: response.status,
      headers: response.headers,
      text,
      ms: world.now() - askedAt,
      askedAt,
    };
  } catch (error) {
    return { status: "failed", cause: causeOf(error), ms: world.now() - askedAt };
  }
}

/** The answer that a dry run wants: the function's own refusal of the number, in either style of answer. */
export const REFUSED_NUMBER = "sms_recipient_invalid:";

const payload = (uuid: string, at: number, padding: number) => ({
  metadata: { uuid, time: new Date(at).toISOString(), name: "send-sms", ip_address: "" },
  user: {
    id: "00000000-0000-0000-0000-000000000000",
    phone: "0",
    user_metadata: { doctor: "-".repeat(padding) },
  },
  sms: { otp: "000000", phone: "0", sms_type: "sms" },
});
