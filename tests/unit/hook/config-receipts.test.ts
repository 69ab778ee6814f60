import { describe, expect, test } from "vitest";
import { RECEIPTS_TOKEN } from "../../support/hook/pushes.ts";
import { configOf, problemsOf } from "../../support/hook/config.ts";

describe("SMS_RECEIPTS_TOKEN", () => {
  test("turns receipts on", () => {
    expect(configOf().receiptsToken).toBeUndefined();
    expect(configOf({ SMS_RECEIPTS_TOKEN: RECEIPTS_TOKEN }).receiptsToken).toBe(RECEIPTS_TOKEN);
  });

  test.each<[string, string, RegExp]>([
    ["short", RECEIPTS_TOKEN.slice(0, 31), /32 to 128/],
    ["endless", "ab3_".repeat(33), /32 to 128/],
    ["of characters that a URL escapes", `${RECEIPTS_TOKEN}/+=`, /letters, digits/],
    ["with a blank", `correct horse battery staple and more`, /letters, digits/],
    ["of a few characters", "abcd".repeat(10), /repeats a few characters/],
    ["a placeholder", "your_receipts_token_goes_right_here", /placeholder/],
  ])("does not start where it is %s, says so in both languages and shows no value", (_, value, why) => {
    const problems = problemsOf({ SMS_RECEIPTS_TOKEN: value });
    expect(problems[0]).toMatchObject({ variable: "SMS_RECEIPTS_TOKEN", en: expect.stringMatching(why) });
    expect(problems[0]?.zh).toMatch(/\p{Script=Han}/u);
    expect(JSON.stringify(problems)).not.toContain(value);
  });

  test("does not start where it is a secret of another use, which a URL would show", () => {
    const secret = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";
    const env = { SEND_SMS_HOOK_SECRETS: `v1,whsec_${secret}`, SMS_RECEIPTS_TOKEN: secret };
    expect(problemsOf(env)[0]?.en).toMatch(/another use/);
    expect(problemsOf({ SMS_LEDGER_KEY: secret, SMS_RECEIPTS_TOKEN: secret })[0]?.en).toMatch(/another use/);
  });
});
