import type { Config } from "./config/config.ts";
import type { Deliver } from "./deliver.ts";
import type { HookFailure } from "./failure.ts";
import { destinationOf } from "./gotrue/destination.ts";
import { flowOf } from "./gotrue/flow-of.ts";
import { parsePayload } from "./gotrue/parse-payload.ts";
import type { SignedRequest } from "./gotrue/signed-request.ts";
import type { VerifyWebhook } from "./gotrue/verify-webhook.ts";
import type { Seen } from "./seen.ts";
import { decide } from "./sms/decide.ts";
import { err, type Result } from "./result.ts";
import { parsePhoneNumber } from "./sms/phone-number.ts";
import { type Route, routesFor } from "./sms/route.ts";

export type HandleSendSms = (signed: SignedRequest, seen: Seen) => Promise<Result<void, HookFailure>>;

/**
 * One request of Auth, from its signature to its SMS. The cheap and pure come before the stateful, the
 * stateful before the paid. `seen` collects what becomes known, for the answer's style and for the log.
 */
export function createHandleSendSms(
  { config, verifyWebhook, deliver }: { config: Config; verifyWebhook: VerifyWebhook; deliver: Deliver },
): HandleSendSms {
  return async function handleSendSms(signed, seen) {
    const asked = verifyWebhook(signed);
    // Only a large body is verified later.
    const verified = asked instanceof Promise ? await asked : asked;
    if (!verified.ok) return err({ reason: "signature_invalid", cause: verified.error });

    const parsed = parsePayload(signed.raw);
    if (!parsed.ok) return err({ reason: "payload_invalid", cause: parsed.error });
    const request = seen.request = parsed.value;

    const destination = destinationOf(request);
    if (!destination.ok) return err({ reason: "destination_ambiguous" });
    const phone = parsePhoneNumber(destination.value, config.bareNumbers);
    if (!phone.ok) return err({ reason: "recipient_invalid", cause: phone.error });
    seen.phone = phone.value;
    const flow = seen.flow = flowOf(request, destination.value);
    const verifiedFactor = request.mfa && request.user.verifiedFactors.includes(destination.value);

    const allowed = decide(config.policy, phone.value);
    if (!allowed.ok) return allowed;

    const recipient = { phone: phone.value, flow, locale: request.user.locale };
    const routes = routesFor(config.routes, recipient);
    if (routes.length === 0) return err({ reason: "no_route" });
    const usable = routes.filter((route) => takesCode(route, request.otp));
    if (usable.length === 0) return err({ reason: "code_unsendable", codeLength: request.otp.length });

    const { raw, signedAtSeconds } = signed;
    const order = { raw, request, signedAtSeconds, phone: phone.value, flow, verifiedFactor, routes: usable };
    return await deliver(order, seen);
  };
}

/**
 * Verification templates take a code of 4 to 6 characters (Alibaba Cloud Help 463237), while Auth makes up
 * to 10 (`GOTRUE_SMS_OTP_LENGTH`); a free text takes any.
 */
const takesCode = (route: Route, otp: string): boolean => route.api === "globe" || otp.length <= 6;
