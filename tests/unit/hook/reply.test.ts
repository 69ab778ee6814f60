import { describe, expect, test } from "vitest";
import type { HookFailure } from "../../../src/hook/failure.ts";
import { answerStyle } from "../../../src/hook/gotrue/answer-style.ts";
import { type Reason, reasonOf, REASONS } from "../../../src/hook/gotrue/reasons.ts";
import { replyTo, SUCCESS } from "../../../src/hook/gotrue/reply.ts";
import { TEXTS, waitPhrase } from "../../../src/hook/gotrue/texts.ts";
import type { RejectionCategory } from "../../../src/hook/sms/sms-sender.ts";
import { rejected, requestOf } from "../../support/hook/examples.ts";

type Arm<R extends HookFailure["reason"]> = Extract<HookFailure, { reason: R }>;
type Signed = Exclude<HookFailure["reason"], "request_refused" | "signature_invalid" | "rejected">;

/** One of every arm: a new arm without a line here does not compile. */
const FAILURES: { [R in Signed]: { failure: Arm<R>; reason: Reason } } = {
  payload_invalid: { failure: { reason: "payload_invalid", cause: "path" }, reason: "sms_internal" },
  destination_ambiguous: {
    failure: { reason: "destination_ambiguous" },
    reason: "sms_destination_ambiguous",
  },
  recipient_invalid: {
    failure: { reason: "recipient_invalid", cause: "not_e164" },
    reason: "sms_recipient_invalid",
  },
  recipient_not_allowed: {
    failure: { reason: "recipient_not_allowed", cause: "country" },
    reason: "sms_recipient_not_allowed",
  },
  sending_disabled: { failure: { reason: "sending_disabled" }, reason: "sms_sending_disabled" },
  no_route: { failure: { reason: "no_route" }, reason: "sms_misconfigured" },
  code_unsendable: { failure: { reason: "code_unsendable", codeLength: 8 }, reason: "sms_misconfigured" },
  rate_limited: {
    failure: { reason: "rate_limited", rule: "per_number 5/1h", retryAfterSeconds: 60 },
    reason: "sms_rate_limited",
  },
  ledger_down: { failure: { reason: "ledger_down", cause: "timeout" }, reason: "sms_provider_unavailable" },
  unconfirmed: { failure: { reason: "unconfirmed", cause: "timeout" }, reason: "sms_provider_unavailable" },
  bug: { failure: { reason: "bug", cause: "an exception" }, reason: "sms_internal" },
};

const REJECTIONS: Record<RejectionCategory, Reason> = {
  recipient_invalid: "sms_recipient_invalid",
  recipient_not_allowed: "sms_recipient_not_allowed",
  rate_limited: "sms_rate_limited",
  restricted: "sms_recipient_not_allowed",
  misconfigured: "sms_misconfigured",
  internal: "sms_internal",
  provider_unavailable: "sms_provider_unavailable",
  throttled: "sms_provider_unavailable",
  provider_failed: "sms_provider_unavailable",
  unknown_code: "sms_provider_unavailable",
};

const cases: {
  failure: Exclude<HookFailure, Arm<"request_refused" | "signature_invalid">>;
  reason: Reason;
}[] = [
  ...Object.values(FAILURES),
  // The keys of REJECTIONS are categories.
  ...Object.entries(REJECTIONS).map(([category, reason]) => ({
    failure: { reason: "rejected" as const, outcome: rejected(category as RejectionCategory) },
    reason,
  })),
];
const styles = ["envelope", "coded"] as const;
const languages = ["zh", "en"] as const;
const reasons = Object.keys(REASONS) as Reason[];

describe("replyTo()", () => {
  test("covers every reason that an app can read", () => {
    expect(new Set(cases.map(({ reason }) => reason))).toEqual(new Set(reasons));
  });

  test.each(cases)("$failure is $reason, in both styles and languages", ({ failure, reason }) => {
    expect(reasonOf(failure)).toBe(reason);
    for (const style of styles) {
      for (const language of languages) {
        const { status, body } = replyTo(failure, style, language);
        const { error, ...rest } = JSON.parse(body);
        expect(rest).toEqual({});
        expect(Object.keys(error)).toEqual(["http_code", "message"]);
        expect(Number.isInteger(error.http_code)).toBe(true);
        expect(error.http_code).toBe(REASONS[reason].httpCode);
        expect(error.message.startsWith(`${reason}: `)).toBe(true);
        expect(error.message.length).toBeGreaterThan(reason.length + 6);
        expect(status).toBe(style === "envelope" ? 200 : REASONS[reason].codedStatus);
      }
    }
  });

  test("shows the app nothing of a cause, a rule or a provider's code", () => {
    for (const { failure } of cases) {
      const marked = JSON.parse(
        JSON.stringify(failure).replaceAll(/"(cause|rule|code)":"[^"]*"/g, '"$1":"§"'),
      );
      for (const language of languages) expect(replyTo(marked, "envelope", language).body).not.toContain("§");
    }
  });

  test("answers an unsigned request with 401 and nothing else", () => {
    const { status, body } = replyTo({ reason: "signature_invalid", cause: "§" }, "envelope", "zh");
    expect(status).toBe(401);
    expect(JSON.parse(body)).toEqual({ error: { http_code: 401, message: "signature_invalid" } });
  });

  test.each([400, 404, 405, 408, 413, 415] as const)(
    "answers what is not a request of Auth with %i",
    (status) => {
      const reply = replyTo({ reason: "request_refused", status, cause: "because" }, "coded", "en");
      expect(reply.status).toBe(status);
      expect(JSON.parse(reply.body)).toEqual({ error: { http_code: status, message: "because" } });
    },
  );

  test("has one success, an empty object", () => expect(JSON.stringify(SUCCESS)).toBe("{}"));
});

describe("the table of reasons", () => {
  test("has integers from 400 to 499, and statuses from 470 to 477, each once", () => {
    for (const { httpCode } of Object.values(REASONS)) {
      expect(Number.isInteger(httpCode) && httpCode >= 400 && httpCode <= 499).toBe(true);
    }
    const statuses = Object.values(REASONS).map(({ codedStatus }) => codedStatus);
    expect(statuses).toEqual([470, 471, 472, 473, 474, 475, 476, 477]);
  });

  test.each(reasons)("has a Chinese and an English text for %s", (reason) => {
    expect(TEXTS[reason].zh("稍后")).toMatch(/^[\u4e00-\u9fff].*[。]$/);
    expect(TEXTS[reason].en("later")).toMatch(/^[A-Z][ -~]+\.$/);
  });
});

describe("how long to wait", () => {
  test.each([
    [undefined, "later", "稍后"],
    [0.2, "in 1 second", "1秒后"],
    [1, "in 1 second", "1秒后"],
    [60, "in 60 seconds", "60秒后"],
    [119, "in 119 seconds", "119秒后"],
    [120, "in 2 minutes", "2分钟后"],
    [121, "in 3 minutes", "3分钟后"],
    [3_600, "in 60 minutes", "60分钟后"],
    [7_199, "in 120 minutes", "120分钟后"],
    [7_201, "in 3 hours", "3小时后"],
    [82_800, "in 23 hours", "23小时后"],
    [82_801, "tomorrow", "明天"],
    [86_400, "tomorrow", "明天"],
    [86_401, "in 2 days", "2天后"],
    [2_592_000, "in 30 days", "30天后"],
    [1e12, "later", "稍后"],
    [Infinity, "later", "稍后"],
    [NaN, "later", "稍后"],
  ])("%s seconds", (seconds, en, zh) => {
    expect(waitPhrase("en", seconds)).toBe(en);
    expect(waitPhrase("zh", seconds)).toBe(zh);
  });

  test("is said with the hook's own limit and with the provider's", () => {
    const own = { reason: "rate_limited" as const, rule: "per_number 1/60s", retryAfterSeconds: 42 };
    const outcome = { ...rejected("rate_limited"), retryAfterSeconds: 42 };
    const messages = [own, { reason: "rejected" as const, outcome }].map((f) =>
      replyTo(f, "envelope", "en").body
    );
    expect(JSON.parse(messages[0] ?? "").error.message).toBe(
      "sms_rate_limited: Too many codes were requested. Try again in 42 seconds.",
    );
    expect(messages[1]).toBe(messages[0]);
  });
});

describe("answerStyle()", () => {
  const metadata = { uuid: undefined, timeMs: undefined, ipAddress: "" };
  const modern = requestOf({ metadata, smsPhone: "8613800138000" });
  const middle = requestOf({ smsPhone: "8613800138000" });
  const old = requestOf();

  test.each(
    [
      ["metadata", modern, undefined, "envelope"],
      ["metadata, although 2.177 is configured", modern, [2, 177], "envelope"],
      ["no metadata", middle, undefined, "coded"],
      ["no metadata, although 2.190 is configured", middle, [2, 190], "coded"],
      ["sms.phone, although 2.170 is configured", middle, [2, 170], "coded"],
      ["neither", old, undefined, "coded"],
      ["neither, 2.149", old, [2, 149], "coded"],
      ["neither, 2.150", old, [2, 150], "envelope"],
      ["neither, 2.173", old, [2, 173], "envelope"],
      ["neither, 2.174", old, [2, 174], "coded"],
      ["neither, 2.186", old, [2, 186], "coded"],
      ["neither, 3.160", old, [3, 160], "coded"],
      ["neither, 1.160", old, [1, 160], "coded"],
      ["no readable request", undefined, undefined, "coded"],
      ["no readable request, 2.160", undefined, [2, 160], "envelope"],
      ["no readable request, 2.180", undefined, [2, 180], "coded"],
      ["no readable request, 2.187", undefined, [2, 187], "envelope"],
    ] as const,
  )("%s → %4$s", (_, request, version, style) => {
    expect(answerStyle(request, version)).toBe(style);
  });
});
