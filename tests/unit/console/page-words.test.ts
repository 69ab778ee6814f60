import { describe, expect, test } from "vitest";
import { formats } from "../../../src/console/page/format.ts";
import { speechIn } from "../../../src/console/page/language.ts";
import { outcomeText } from "../../../src/console/page/outcome.ts";
import { speedNote } from "../../../src/console/page/speed-note.ts";

function appIn(language: "en" | "zh") {
  const speech = speechIn(language);
  return { texts: () => speech.texts, formats: () => formats(speech) };
}

describe("what the slowest in a hundred take", () => {
  const ofDay = (sent: number, rejected = 0, p99: number | null = 260) =>
    speedNote(appIn("en"), { sent, rejected, send_ms_p99: p99 });

  test("is told from a hundred requests on, and not of one alone", () => {
    expect([ofDay(1), ofDay(99)]).toEqual(Array(2).fill("Too few requests to name the slowest"));
    expect([ofDay(100), ofDay(60, 40)]).toEqual(Array(2).fill("one in a hundred over 260 ms"));
  });

  test("is a dash where nothing was sent", () => {
    expect(ofDay(0, 0, null)).toBe("–");
  });
});

describe("a closed request says what closed it", () => {
  const closed = (language: "en" | "zh", reason: string) =>
    outcomeText(appIn(language), {
      status: "closed",
      reason,
      delivered: null,
      delivery_ms: null,
      delivery_code: null,
      verified_at: null,
    });

  test.each([
    ["paused", "Closed: all sending is paused", "已关闭：已暂停全部发送"],
    ["blocked 86139", "Closed: +86139 is blocked", "已关闭：已封禁 +86139"],
    ["blocked HK", "Closed: Hong Kong (HK) is blocked", "已关闭：已封禁 中国香港 (HK)"],
    ["guarded 86170", "Closed: +86170, by the guard", "已关闭：防盗刷拦截 +86170"],
    ["guarded ip", "Closed: IP address, by the guard", "已关闭：防盗刷拦截 IP 地址"],
    ["guarded net", "Closed: IP network, by the guard", "已关闭：防盗刷拦截 IP 网段"],
    ["delegated to whom", "Closed: delegated to whom", "已关闭：delegated to whom"],
  ])("of %s", (reason, en, zh) => {
    expect([closed("en", reason), closed("zh", reason)]).toEqual([en, zh]);
  });
});
