import { expect, test } from "vitest";
import type { Order } from "../../../src/hook/deliver.ts";
import { createHandleSendSms } from "../../../src/hook/handle-send-sms.ts";
import { ok } from "../../../src/hook/result.ts";
import { configOf } from "../../support/hook/config.ts";
import { MAINLAND, payloadOf } from "../../support/hook/examples.ts";
import { NOON } from "../../support/hook/runtime.ts";

const FACTOR = "8613700137000";

/** What the ledger is told of a code for this number. */
async function verifiedFactorOf(phone: string, status: string): Promise<unknown> {
  const orders: Order[] = [];
  const handle = createHandleSendSms({
    config: configOf({}),
    verifyWebhook: () => Promise.resolve(ok(undefined)),
    deliver(order) {
      orders.push(order);
      return Promise.resolve(ok(undefined));
    },
  });
  const raw = JSON.stringify(payloadOf({
    user: { phone: MAINLAND.slice(1), factors: [{ factor_type: "phone", phone: FACTOR, status }] },
    sms: { otp: "024680", phone, sms_type: "mfa" },
  }));
  const signed = { raw, id: "1", timestamp: "", signatures: [], signedAtSeconds: NOON / 1000 };
  await handle(signed, { arrivedAt: NOON });
  return orders[0]?.verifiedFactor;
}

test("a code for a second factor that Auth has verified goes to a known number, any other does not", async () => {
  expect(await verifiedFactorOf(FACTOR, "verified")).toBe(true);
  expect(await verifiedFactorOf(FACTOR, "unverified")).toBe(false);
  expect(await verifiedFactorOf("8613700137001", "verified")).toBe(false);
});
