import { describe, expect, test } from "vitest";
import { createFind } from "../../../src/console/find-person.ts";
import type { Person, TracedRequest } from "../../../src/console/wire.ts";
import { createKeyedHash } from "../../../src/hook/ledger/keyed-hash.ts";
import { LEDGER_KEY } from "../../support/console/traffic.ts";

const hash = (e164: string) => createKeyedHash(LEDGER_KEY)("number", e164);

/** What is found of a number where the ledger has requests of these. */
async function found(typed: string, kept: readonly string[]) {
  const hashes = kept.map(hash);
  // deno-lint-ignore require-await -- the reader is asynchronous
  const requestsOf = async (wanted: string): Promise<TracedRequest[]> =>
    hashes.includes(wanted) ? [REQUEST] : [];
  const answer = await createFind({ requestsOf }, LEDGER_KEY)(typed);
  return "en" in answer ? answer : named(answer);
}
const named = ({ mask, requests }: Person) => `${mask} ${requests.length}`;
const REQUEST: TracedRequest = {
  key: "one",
  created_at: "2026-11-28T00:00:00Z",
  status: "accepted",
  reason: null,
  number_mask: "",
  country: null,
  flow: "signin",
  api: null,
  sign: null,
  template: null,
  send_ms: null,
  delivered: null,
  delivery_code: null,
  delivery_ms: null,
  verified_at: null,
  receipt_id: null,
  cost: null,
  closed_by: null,
  remedy: null,
};

describe("eleven digits without a country code, as Auth keeps a number of +1 and people in the mainland write theirs,", () => {
  const MAINLAND = "+8613105551234";
  const ABROAD = "+13105551234";

  test.each(["13105551234", "131 0555 1234", "１３１０５５５１２３４"])(
    "find whichever has requests: %s",
    async (typed) => {
      expect(await found(typed, [MAINLAND])).toBe("+861310555**** 1");
      expect(await found(typed, [ABROAD])).toBe("+1310**** 1");
    },
  );

  test("ask for the country code where both have", async () => {
    expect(await found("13105551234", [MAINLAND, ABROAD])).toEqual({
      en: expect.stringContaining("put +86 or +1 before it"),
      zh: expect.stringContaining("请在前面加上 +86 或 +1"),
    });
  });

  test("say as what they were looked for where neither has", async () => {
    expect(await found("13105551234", [])).toEqual({
      en: expect.stringMatching(/neither .*\(\+86\) nor .*\(\+1\)/),
      zh: expect.stringMatching(/（\+86）.*（\+1）均未查到/),
    });
  });

  test.each(["+13105551234", "0013105551234"])("behind a plus sign are of +1 alone: %s", async (typed) => {
    expect(await found(typed, [MAINLAND, ABROAD])).toBe("+1310**** 1");
    expect(await found(typed, [MAINLAND])).toEqual({
      en: expect.stringContaining("A mainland number has +86 before its eleven digits"),
      zh: expect.stringContaining("请在 11 位号码前加上 +86"),
    });
  });
});

describe("a number with its country code", () => {
  test.each(["+8613800138000", "8613800138000", "0086 138-0013-8000", "+85291234567"])(
    "is that number, whether it has requests or not: %s",
    async (typed) => {
      expect(await found(typed, [])).toMatch(/^\+\d+\*{4} 0$/);
    },
  );

  test.each([
    ["+861380013800", "eleven digits behind +86", "+86 后应为 11 位数字"],
    ["+12", "7 to 15 digits", "7 到 15 位数字"],
    ["12", "a number has its plus sign and country code", "号码应带加号和国家代码"],
    ["+8613800138000\u0000", "7 to 15 digits", "7 到 15 位数字"],
    ["+".padEnd(100, "1"), "7 to 15 digits", "7 到 15 位数字"],
    ["", "a number has its plus sign and country code", "号码应带加号和国家代码"],
  ])("that is none is told what is wrong with it, as the commands do: %j", async (typed, en, zh) => {
    expect(await found(typed, [])).toEqual({
      en: expect.stringContaining(en),
      zh: expect.stringContaining(zh),
    });
  });
});
