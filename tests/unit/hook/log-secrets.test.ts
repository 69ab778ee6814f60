import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createHookUnderTest } from "../../support/hook/app.ts";
import { ENV } from "../../support/hook/config.ts";
import { payloadOf } from "../../support/hook/examples.ts";
import { NOON } from "../../support/hook/runtime.ts";

describe("any request and any outcome", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOON }));
  afterEach(() => void vi.useRealTimers());

  const otp = fc.stringMatching(/^[3-9]{6}$/);
  const phone = fc.stringMatching(/^861[3-9][0-9]{9}$/);
  const Code = fc.constantFrom(
    "OK",
    "isv.BUSINESS_LIMIT_CONTROL",
    "isv.AMOUNT_NOT_ENOUGH",
    "SignatureDoesNotMatch",
    "SignatureNonceUsed",
    "isp.SYSTEM_ERROR",
    "a\nb",
    null,
  );

  test("make one line each, without code, number, key or text of the provider", async () => {
    const secrets = [
      ENV.ALIBABA_CLOUD_ACCESS_KEY_ID,
      ENV.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
      ENV.SEND_SMS_HOOK_SECRETS.slice("v1,whsec_".length),
      "a-token-of-sts",
    ];
    const metadata = fc.constantFrom(undefined, {
      uuid: "not-a-uuid\n",
      time: "x",
      ip_address: "203.0.113.7\n",
    });
    const form = fc.constantFrom("json", "text", "reset" as const);
    const cases = fc.record({ otp, phone, Code, metadata, form, signed: fc.boolean(), locale: fc.string() });
    await fc.assert(fc.asyncProperty(cases, async ({ otp, phone, Code, metadata, form, signed, locale }) => {
      const Message = `§ ${otp} for ${phone}, ${secrets.join()}`;
      const { send, lines } = await createHookUnderTest({
        env: { ALIBABA_CLOUD_SECURITY_TOKEN: "a-token-of-sts", SMS_LIMIT_PER_NUMBER: "off" },
        provider: () => {
          if (form === "reset") return Promise.reject(new Error(Message));
          return { body: form === "text" ? Message : { Code, Message, BizId: Message, RequestId: Message } };
        },
      });
      const user = { phone, user_metadata: { locale, name: "§" }, email: "§\n" };
      const headers = signed ? {} : { "webhook-signature": `v1,${otp}${phone}` };
      await send(payloadOf({ metadata, user, sms: { otp, phone } }), { headers });
      expect(lines).toHaveLength(1);
      const line = lines[0] ?? "";
      expect(line).not.toMatch(/[\r\n§]/);
      for (const secret of [otp, phone, phone.slice(2), ...secrets]) expect(line).not.toContain(secret);
      expect(JSON.parse(line)).toMatchObject({ event: "send_sms" });
    }));
  });

  test("hide an identifier of the provider that echoes the code or the number", async () => {
    for (const echo of ["135790", "13800138000"]) {
      const { send, lines } = await createHookUnderTest({
        provider: () => ({ body: { Code: `isv.X${echo}`, BizId: echo, RequestId: `R-${echo}` } }),
      });
      await send(
        payloadOf({ user: { phone: "8613800138000" }, sms: { otp: "135790", phone: "8613800138000" } }),
      );
      expect(lines[0]).not.toContain(echo);
      expect(JSON.parse(lines[0] ?? "")).toMatchObject({ code: "(hidden)", providerRequestId: "(hidden)" });
    }
  });

  test("hide an echo of the code or the number with separators too", async () => {
    for (const echo of ["135-790", "1.3.5.7.9.0", "138-0013-8000"]) {
      const { send, entry } = await createHookUnderTest({
        provider: () => ({ body: { Code: "OK", BizId: echo, RequestId: `R-${echo}` } }),
      });
      await send(
        payloadOf({ user: { phone: "8613800138000" }, sms: { otp: "135790", phone: "8613800138000" } }),
      );
      expect(entry()).toMatchObject({ receiptId: "(hidden)", providerRequestId: "(hidden)" });
    }
  });

  test("hide a key or a token that the provider echoes", async () => {
    const token = "a-token-of-sts";
    for (const echo of [ENV.ALIBABA_CLOUD_ACCESS_KEY_ID, ENV.ALIBABA_CLOUD_ACCESS_KEY_SECRET, token]) {
      for (const body of [{ Code: "OK", BizId: echo, RequestId: `R-${echo}` }, { Code: `isv.${echo}` }]) {
        const { send, lines } = await createHookUnderTest({
          env: { ALIBABA_CLOUD_SECURITY_TOKEN: token },
          provider: () => ({ body }),
        });
        await send(payloadOf());
        expect(lines).toHaveLength(1);
        expect(lines[0]).toContain("(hidden)");
        expect(lines[0]).not.toContain(echo);
      }
    }
  });
});
