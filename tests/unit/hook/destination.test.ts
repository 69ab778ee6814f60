import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { destinationOf } from "../../../src/hook/gotrue/destination.ts";
import { flowOf } from "../../../src/hook/gotrue/flow-of.ts";
import { parsePayload, type SendSmsRequest } from "../../../src/hook/gotrue/parse-payload.ts";
import { payloadOf, requestOf } from "../../support/hook/examples.ts";
import { recordings } from "../../support/hook/recordings.ts";

function parsed(raw: string): SendSmsRequest {
  const result = parsePayload(raw);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

/** Before 2.180 these two look alike: `new_phone` and its stamp are there, the number that is meant is not. */
const UNSAID = [
  "v2.158.1 otp_after_abandoned_change",
  "v2.158.1 phone_change_resend",
  "v2.173.0 otp_after_abandoned_change",
  "v2.173.0 phone_change_resend",
  "v2.177.0 otp_after_abandoned_change",
  "v2.177.0 phone_change_resend",
];
const isUnsaid = ({ release, scenario }: { release: string; scenario: string }) =>
  UNSAID.includes(`${release} ${scenario}`);

describe("recorded requests", () => {
  test.each(recordings.filter((one) => !isUnsaid(one)))(
    "$release $scenario goes to $sentTo as $flow",
    ({ body, sentTo, flow }) => {
      const request = parsed(body);
      const destination = destinationOf(request);
      expect(destination).toEqual({ ok: true, value: sentTo.slice(1) });
      expect(flowOf(request, sentTo.slice(1))).toBe(flow);
    },
  );

  test.each(recordings.filter(isUnsaid))(
    "$release $scenario does not say its number and is refused",
    ({ body }) => {
      expect(destinationOf(parsed(body))).toEqual({ ok: false, error: "ambiguous" });
    },
  );

  test("are refused on releases before 2.180 only", () => {
    const refused = recordings.filter(({ body }) => !destinationOf(parsed(body)).ok);
    expect(refused).not.toEqual([]);
    expect(refused.filter(({ release }) => Number(release.split(".")[1]) >= 180)).toEqual([]);
  });
});

describe("multi-factor requests before 2.180", () => {
  const mfa = (phoneFactors: string[]) => destinationOf(requestOf({ mfa: true, user: { phoneFactors } }));

  test("go to the one phone factor", () => {
    expect(mfa(["8613700137000"])).toEqual({ ok: true, value: "8613700137000" });
  });

  test("are refused without a phone factor, although the user has a phone", () => {
    expect(mfa([])).toEqual({ ok: false, error: "ambiguous" });
  });

  test("are refused with two, of which nothing says the challenged one", () => {
    expect(mfa(["8613700137000", "8613700137001"])).toEqual({ ok: false, error: "ambiguous" });
  });

  test("with sms.phone go there, however many factors there are", () => {
    const request = requestOf({ mfa: true, smsPhone: "8613700137001", user: { phoneFactors: ["1", "2"] } });
    expect(destinationOf(request)).toEqual({ ok: true, value: "8613700137001" });
    expect(flowOf(request, "8613700137001")).toBe("mfa");
  });
});

describe("a change of number before 2.180", () => {
  const newPhone = "8613900139000";

  test.each([
    ["a first number goes to the new one", { phone: "", newPhone }, newPhone],
    ["a first change goes to the new one", { newPhone, confirmationSent: true }, newPhone],
    ["a user confirmed otherwise is not told from an abandoned change", { newPhone }, undefined],
    ["a second change is refused", { newPhone, confirmationSent: true, phoneChangeSent: true }, undefined],
    ["a stamp alone is refused", { newPhone, phoneChangeSent: true }, undefined],
    ["a stamp without a new number means nothing", { phoneChangeSent: true }, "8613800138000"],
  ])("%s", (_, user, expected) => {
    const destination = destinationOf(requestOf({ user }));
    expect(destination.ok ? destination.value : undefined).toBe(expected);
  });
});

describe("what the app's client can write", () => {
  const STRANGER = "8613300133000";
  const number = fc.constantFrom("", "8613800138000", "8613900139000", null);
  const stamp = fc.constantFrom(undefined, null, "2026-08-20T09:00:00Z");

  test("never becomes the destination: not user_metadata, app_metadata or identity_data", () => {
    const forged = {
      phone: STRANGER,
      new_phone: STRANGER,
      phone_number: STRANGER,
      factors: [{ factor_type: "phone", phone: STRANGER }],
      sms: { phone: STRANGER },
      phone_confirmed_at: "2026-08-20T09:00:00Z",
    };
    const user = fc.record({
      phone: number,
      new_phone: number,
      confirmation_sent_at: stamp,
      phone_change_sent_at: stamp,
      phone_confirmed_at: stamp,
      factors: fc.array(fc.record({ factor_type: fc.constantFrom("phone", "totp"), phone: number })),
    });
    const sms = fc.record({
      otp: fc.constant("024680"),
      phone: number,
      sms_type: fc.constantFrom("mfa", null),
    });
    fc.assert(fc.property(user, sms, (user, sms) => {
      const honest = parsed(JSON.stringify(payloadOf({ user, sms })));
      const identities = [{ provider: "phone", phone: STRANGER, identity_data: forged }];
      const lies = { user_metadata: forged, app_metadata: forged, raw_user_meta_data: forged, identities };
      const request = parsed(JSON.stringify(payloadOf({ user: { ...user, ...lies }, sms })));
      expect(request).toEqual(honest);
      expect(destinationOf(request)).toEqual(destinationOf(honest));
      const destination = destinationOf(request);
      expect(destination.ok && destination.value).not.toBe(STRANGER);
    }));
  });
});

describe("the flow", () => {
  test.each([
    ["signup of a number that is not confirmed", {}, "8613800138000", "signup"],
    ["signin of one that is", { phoneConfirmed: true }, "8613800138000", "signin"],
    ["phone_change to the new number", { newPhone: "8613900139000" }, "8613900139000", "phone_change"],
    [
      "signin with the old number after an abandoned change",
      { newPhone: "8613900139000", phoneConfirmed: true },
      "8613800138000",
      "signin",
    ],
    [
      "signin where the abandoned change was to the same number",
      { newPhone: "8613800138000", phoneConfirmed: true },
      "8613800138000",
      "signin",
    ],
  ])("%s", (_, user, destination, flow) => {
    expect(flowOf(requestOf({ user }), destination)).toBe(flow);
  });
});
