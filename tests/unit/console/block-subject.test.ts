import { describe, expect, test } from "vitest";
import { readSubject } from "../../../src/console/block-subject.ts";

const taken = (typed: string) => {
  const subject = readSubject(typed);
  return subject.ok ? subject.value : undefined;
};
const refused = (typed: string) => {
  const subject = readSubject(typed);
  return subject.ok ? undefined : subject.error;
};

describe("what is typed to be blocked", () => {
  test.each([
    ["CN", "CN"],
    ["hk ", "HK"],
    ["ＧＢ", "GB"],
    ["+86138", "+86138"],
    ["+86 138-0013", "+861380013"],
    ["+86\u00a0138", "+86138"],
    ["0086138", "+86138"],
    ["＋86138", "+86138"],
    ["\u202a+86138\u202c", "+86138"],
    ["+1 340", "+1340"],
    ["998", "+998"],
    ["+44 207 123", "+44207123"],
  ])("as %j is %s", (typed, subject) => {
    expect(taken(typed)).toBe(subject);
  });

  test.each([
    ["1390000", "The country code is missing", "缺少国家代码"],
    [" 13900000001", "The country code is missing", "缺少国家代码"],
    ["(139) 0000", "The country code is missing", "缺少国家代码"],
    ["+8613900000001", "the first seven digits of a mainland number", "大陆号码的前七位"],
    ["8613900000001", "the first seven digits of a mainland number", "大陆号码的前七位"],
    ["+44 20 7123 4567", "+44207 blocks all that begin so", "可封禁号段 +44207"],
    ["998901234", "+998 blocks all that begin so", "可封禁号段 +998"],
    ["China", "Give a country such as CN", "请填写国家"],
    ["+", "Give a country such as CN", "请填写国家"],
    ["+0", "Give a country such as CN", "请填写国家"],
    ["*", "Give a country such as CN", "请填写国家"],
    ["+86\u0000138", "Give a country such as CN", "请填写国家"],
    ["XX", "such as GB for the United Kingdom", "例如英国为 GB"],
  ])("as %j is refused, before anybody gives a reason: %s", (typed, en, zh) => {
    expect(refused(typed)).toEqual({ en: expect.stringContaining(en), zh: expect.stringContaining(zh) });
  });

  test.each([["UK", "GB"], ["uk", "GB"], ["U.K.", "GB"], ["YU", "RS"], ["SU", "RU"]])(
    "as %s is called %s",
    (typed, code) => {
      expect(refused(typed)).toEqual({
        en: expect.stringContaining(`write ${code}.`),
        zh: expect.stringContaining(`请填写 ${code}。`),
      });
    },
  );
});
