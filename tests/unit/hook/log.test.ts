import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logEntryOf } from "../../../src/hook/log/log-entry.ts";
import type { Seen } from "../../../src/hook/seen.ts";
import { createLog } from "../../../src/hook/log/log.ts";
import { err, ok } from "../../../src/hook/result.ts";
import {
  accepted,
  MAINLAND,
  phoneOf,
  rejected,
  requestOf,
  routeOf,
  unconfirmed,
} from "../../support/hook/examples.ts";
import { NOON } from "../../support/hook/runtime.ts";

const seenOf = (changes: Partial<Seen> = {}): Seen => ({
  arrivedAt: NOON,
  request: requestOf(),
  phone: phoneOf(MAINLAND),
  flow: "signin",
  key: "8d0fd2b3-9ca7-4d9e-a95f-9e13dded323e",
  ...changes,
});
const entryOf = (seen: Seen, result: Parameters<typeof logEntryOf>[1] = ok(undefined)) =>
  JSON.parse(JSON.stringify(logEntryOf(seen, result, NOON + 123)));

describe("the line of a request", () => {
  test("that was accepted has everything needed to find its SMS, and nothing more", () => {
    const outcome = { ...accepted("receipt^0"), trace: { httpStatus: 200, requestId: "R-1" } };
    const attempts = [{ route: routeOf(), outcome }];
    expect(entryOf(seenOf({ attempts, outcome, sendingFrom: NOON + 3, sentAt: NOON + 103 }))).toEqual({
      level: "info",
      event: "send_sms",
      result: "accepted",
      flow: "signin",
      country: "CN",
      phone: "+86138****8000",
      api: "dysmsapi",
      route: "default",
      receiptId: "receipt^0",
      providerRequestId: "R-1",
      key: "8d0fd2b3-9ca7-4d9e-a95f-9e13dded323e",
      sendMs: 100,
      totalMs: 123,
    });
  });

  test("that is unconfirmed is a warning with its cause, although the answer is a success", () => {
    expect(entryOf(seenOf({ outcome: unconfirmed() }))).toMatchObject({
      level: "warn",
      result: "unconfirmed",
      cause: "timeout",
    });
  });

  test("with several attempts names each", () => {
    const attempts = [
      { route: routeOf({ name: "routes[0]" }), outcome: rejected("misconfigured", "isv.AMOUNT_NOT_ENOUGH") },
      { route: routeOf({ name: "default", api: "globe" }), outcome: accepted() },
    ];
    expect(entryOf(seenOf({ attempts, outcome: accepted() }))).toMatchObject({
      api: "globe",
      route: "default",
      attempts: [
        { route: "routes[0]", api: "dysmsapi", status: "rejected", code: "isv.AMOUNT_NOT_ENOUGH" },
        { route: "default", api: "globe", status: "accepted" },
      ],
    });
  });

  test("that is a duplicate says so, and one whose ledger was down is an error", () => {
    expect(entryOf(seenOf({ duplicate: true, outcome: accepted() }))).toMatchObject({
      duplicate: true,
      level: "info",
    });
    expect(entryOf(seenOf({ ledgerDown: "sqlstate_53300", outcome: accepted() }))).toMatchObject({
      ledgerDown: "sqlstate_53300",
      level: "error",
    });
  });

  test.each(
    [
      ["recipient_invalid", "info", "sms_recipient_invalid"],
      ["recipient_not_allowed", "info", "sms_recipient_not_allowed"],
      ["rate_limited", "info", "sms_rate_limited"],
      ["misconfigured", "error", "sms_misconfigured"],
      ["internal", "error", "sms_internal"],
      ["provider_unavailable", "warn", "sms_provider_unavailable"],
      ["throttled", "warn", "sms_provider_unavailable"],
      ["provider_failed", "warn", "sms_provider_unavailable"],
    ] as const,
  )("rejected as %s is at level %s with the provider's code", (category, level, reason) => {
    const outcome = rejected(category, "isv.CODE");
    expect(entryOf(seenOf({ outcome }), err({ reason: "rejected", outcome }))).toMatchObject({
      level,
      result: "rejected",
      reason,
      code: "isv.CODE",
    });
  });

  test.each(
    [
      [{ reason: "recipient_not_allowed", cause: "bare_mainland_number" }, "SMS_BARE_NUMBERS=CN"],
      [{ reason: "recipient_not_allowed", cause: "country" }, "SMS_ALLOWED_COUNTRIES"],
      [{ reason: "recipient_not_allowed", cause: "blocked_prefix" }, "SMS_BLOCKED_PREFIXES"],
      [{ reason: "recipient_not_allowed", cause: "not_on_staging_list" }, "SMS_ALLOWED_NUMBERS"],
      [{ reason: "recipient_not_allowed", cause: "blocked_by_guard", control: "x" }, "send_sms.guarded"],
      [{ reason: "no_route" }, "ALIYUN_SMS_ROUTES"],
      [{ reason: "code_unsendable", codeLength: 8 }, "GOTRUE_SMS_OTP_LENGTH=6"],
      [{ reason: "destination_ambiguous" }, "2.180"],
      [{ reason: "ledger_down", cause: "timeout" }, "SMS_ON_LEDGER_DOWN"],
      [{ reason: "sending_disabled" }, "SMS_SENDING_ENABLED=false"],
    ] as const,
  )("%j carries a hint that names the remedy", (failure, remedy) => {
    expect(entryOf(seenOf(), err(failure)).hint).toContain(remedy);
  });

  test.each([["net_not_allowed", "--allow-net"], ["budget_spent", "busy or starting"]])(
    "rejected by ourselves with %s carries one too",
    (code, remedy) => {
      const outcome = rejected("misconfigured", code);
      expect(entryOf(seenOf({ outcome }), err({ reason: "rejected", outcome })).hint).toContain(remedy);
    },
  );

  test.each(["__proto__", "constructor"])("rejected with %s is no key of a table", (code) => {
    const outcome = rejected("misconfigured", code);
    expect(entryOf(seenOf({ outcome }), err({ reason: "rejected", outcome })).hint).toBeUndefined();
  });

  test("rejected with a code of the provider's says in both languages what to do", () => {
    const outcome = rejected("misconfigured", "isv.AMOUNT_NOT_ENOUGH");
    const entry = entryOf(seenOf({ outcome }), err({ reason: "rejected", outcome }));
    expect(entry.hint).toContain("top it up");
    expect(entry.hint_zh).toContain("充值");
  });

  test("rejected with a code of no document is an error that asks for a report", () => {
    const outcome = rejected("unknown_code", "SOMETHING_NEW");
    const entry = entryOf(seenOf({ outcome }), err({ reason: "rejected", outcome }));
    expect(entry).toMatchObject({
      level: "error",
      reason: "sms_provider_unavailable",
      code: "SOMETHING_NEW",
    });
    expect(entry.hint).toContain("please report the code");
    expect(entry.hint_zh).toContain("反馈给本项目");
  });

  test("rejected for the number or its content is a warning that says both", () => {
    const outcome = rejected("restricted", "isv.BLACK_KEY_CONTROL_LIMIT");
    const entry = entryOf(seenOf({ outcome }), err({ reason: "rejected", outcome }));
    expect(entry).toMatchObject({ level: "warn", reason: "sms_recipient_not_allowed" });
    expect(entry.hint).toMatch(/blacklist.*variable/);
    expect(entry.hint_zh).toMatch(/黑名单.*变量/);
  });

  test("unconfirmed by a nonce that was seen before says what that means", () => {
    expect(entryOf(seenOf({ outcome: unconfirmed("SignatureNonceUsed") })).hint).toContain(
      "sent one request twice",
    );
  });

  test("that was limited names the rule and the wait", () => {
    const failure = { reason: "rate_limited" as const, rule: "per_number 5/1h", retryAfterSeconds: 61 };
    expect(entryOf(seenOf(), err(failure))).toMatchObject({
      cause: "per_number 5/1h",
      retryAfterSeconds: 61,
    });
  });
});

describe("the line of a request that a limit refused", () => {
  const entryOfRule = (rule: string) =>
    entryOf(seenOf(), err({ reason: "rate_limited", rule, retryAfterSeconds: 61 }));

  test.each([
    ["total 1000/1d", "SMS_LIMIT_TOTAL"],
    ["per_country 500/1d", "SMS_LIMIT_PER_COUNTRY"],
    ["per_prefix 20/1h", "SMS_LIMIT_PER_PREFIX"],
  ])("which many share (%s) is a warning that names what to raise, in both languages", (rule, variable) => {
    const { level, reason, cause, hint, hint_zh } = entryOfRule(rule);
    expect({ level, reason, cause }).toEqual({ level: "warn", reason: "sms_rate_limited", cause: rule });
    expect(hint).toContain(variable);
    expect(hint_zh).toMatch(new RegExp(`限额已用完.*${variable}`));
  });

  test.each(["per_number 5/1h", "per_ip 30/1h", "constructor", ""])(
    "which is one user's own (%j) is none, for there is nothing to mend",
    (rule) => {
      expect(entryOfRule(rule)).toMatchObject({ level: "info", cause: rule });
      expect(entryOfRule(rule).hint).toBeUndefined();
    },
  );
});

describe("createLog()", () => {
  function setUp(secrets: readonly string[] = []) {
    const lines: string[] = [];
    return { lines, log: createLog({ now: () => NOON, writeLog: (line) => lines.push(line), secrets }) };
  }

  test("writes one line with the time, whatever the fields hold", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
      const { lines, log } = setUp();
      log({ level: "info", event: `a\r\nb\u2028${text}` });
      expect(lines).toHaveLength(1);
      expect(lines[0]).not.toMatch(/[\r\n]/);
      expect(JSON.parse(lines[0] ?? "").time).toBe("2026-08-20T12:00:00.000Z");
    }));
  });

  test("writes the entry's fields behind the time, each as JSON has it, and none that is undefined", () => {
    const name = fc.stringMatching(/^[a-z][A-Za-z_]*$/).filter((text) => text !== "time");
    const fields = fc.dictionary(name, fc.option(fc.jsonValue(), { nil: undefined }));
    fc.assert(fc.property(fields, fc.string({ unit: "binary" }), (fields, event) => {
      const { lines, log } = setUp();
      const entry = { ...fields, level: "info" as const, event };
      log(entry);
      expect(lines).toEqual([JSON.stringify({ time: "2026-08-20T12:00:00.000Z", ...entry })]);
    }));
  });

  test("hides a secret in the form that JSON gives it, each time that it comes", () => {
    const secret = 'a "quoted"\\\n\u0007 password';
    const { lines, log } = setUp([secret, "another-secret"]);
    for (const event of [`<${secret}>`, `<${secret}|${secret}>`]) log({ level: "info", event });
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(["<(hidden)>", "<(hidden)|(hidden)>"]);
  });

  test("hides keys that are renewed again and again, and those only as long as they are listed", () => {
    const secrets: string[] = [];
    const { lines, log } = setUp(secrets);
    for (let nth = 0; nth < 5; nth++) {
      secrets.splice(0, 2, `key-"number"-${nth}`, `token-number-${nth}`);
      log({ level: "info", event: secrets.join(" ") });
    }
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(Array(5).fill("(hidden) (hidden)"));
    log({ level: "info", event: "token-number-0" });
    expect(lines.at(-1)).toContain("token-number-0");
  });
});
