import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { providerCodes } from "../../../src/hook/aliyun/error-codes.ts";
import { createHookUnderTest } from "../../support/hook/app.ts";
import { payloadOf } from "../../support/hook/examples.ts";
import { NOON } from "../../support/hook/runtime.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOON }));
afterEach(() => void vi.useRealTimers());

const DOCUMENTED = providerCodes().flatMap(({ codes }) => codes);
const isDocumented = (code: string) =>
  DOCUMENTED.some((known) => known.toLowerCase() === code.replace(/^(isv|isp|biz)\./i, "").toLowerCase());

/** What a provider could invent: any text, and what almost is a code that we know. */
const inventedCode = fc.oneof(
  fc.string(),
  fc.stringMatching(/^[A-Za-z][\w.-]{0,40}$/),
  fc.tuple(
    fc.constantFrom("", "isv.", "isp.", "biz.", "x."),
    fc.constantFrom(...DOCUMENTED),
    fc.constantFrom(".New", "S", "_MINUTES", "-2"),
  ).map((parts) => parts.join("")),
  fc.constantFrom(
    "SOMETHING_NEW",
    "OperationTimeout",
    "PARTIAL_SUCCESS",
    "RequestTimeout",
    "Success",
    "biz.X",
  ),
).filter((code) => code !== "OK" && !isDocumented(code));

test("an answer that no document explains is one SMS at most: no second route, and the window stays counted", async () => {
  const httpStatus = fc.integer({ min: 200, max: 599 }).filter((status) =>
    status !== 204 && status !== 205 && status !== 304
  );
  const field = fc.constantFrom("Code", "ResponseCode");
  await fc.assert(
    fc.asyncProperty(inventedCode, httpStatus, field, async (code, status, field) => {
      const env = {
        ALIYUN_SMS_ROUTES: JSON.stringify([{ template: "SMS_1" }, { template: "SMS_2" }]),
        SMS_LIMIT_PER_NUMBER: "1/1h",
      };
      const hook = await createHookUnderTest({ env, provider: () => ({ status, body: { [field]: code } }) });
      await hook.send(payloadOf());
      expect(hook.calls).toHaveLength(1);
      const second = await hook.send(payloadOf({ metadata: { uuid: "2".repeat(36) } }));
      expect(await second.text()).toContain("sms_rate_limited");
      expect(hook.calls).toHaveLength(1);
    }),
    { numRuns: 300 },
  );
});

test.each([["SOMETHING_NEW", 200], ["RequestTimeout", 408], ["isv.SOMETHING_NEW", 400], ["Success", 200]])(
  "%s with HTTP %i is told to the app as a provider that is not available, and to the log as an error",
  async (Code, status) => {
    const hook = await createHookUnderTest({ provider: () => ({ status, body: { Code } }) });
    expect(await (await hook.send(payloadOf())).text()).toContain("sms_provider_unavailable");
    expect(hook.entry()).toMatchObject({ level: "error", code: Code });
    expect(hook.entry().hint).toContain("please report the code");
  },
);
