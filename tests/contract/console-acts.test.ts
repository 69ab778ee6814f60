import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readSubject } from "../../src/console/block-subject.ts";
import { createAsk } from "../support/console/ask.ts";
import { type ConsoleWorld, startConsoleWorld } from "../support/console/world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld({ traffic: false });
});
afterAll(() => world?.close());
afterEach(() => world.run("delete from send_sms.controls"));

const { post, read } = createAsk(() => world.console.url);
const act = (wanted: unknown) => post("/api/act", wanted);
const made = () => world.run("select kind, subject, reason from send_sms.controls");

describe("what the console is asked to do", () => {
  test("is done in the name of who runs it", async () => {
    for (
      const wanted of [
        { act: "pause", reason: "budget is spent" },
        { act: "resume" },
        { act: "block", subject: "+86138", hours: 2, reason: "pumped" },
        { act: "block", subject: "HK", hours: null, reason: "no users" },
        { act: "unblock", subject: "HK" },
      ]
    ) expect(await act(wanted)).toEqual({ status: 200, body: { done: true } });
    const rows = await world.run(
      `select kind, subject, reason, made_by, lifted_by, round(extract(epoch from until - made_at)) as seconds
        from send_sms.controls order by id`,
    );
    expect(rows).toEqual([
      { kind: "paused", subject: "", reason: "budget is spent", lifted_by: "owner (console)", seconds: null },
      { kind: "blocked", subject: "86138", reason: "pumped", lifted_by: null, seconds: "7200" },
      { kind: "blocked", subject: "HK", reason: "no users", lifted_by: "owner (console)", seconds: null },
    ].map((row) => ({ ...row, made_by: "owner (console)" })));
  });

  test.each([
    ["CN"],
    [" uk "],
    ["+86 138-0013"],
    ["＋86138"],
    ["0086138"],
    ["+86\u00a0138"],
    ["+1 340"],
    ["+44 207 123"],
    ["+44207123456"],
    ["86138001380"],
    ["139"],
    ["(139) 0"],
  ])("blocks %j where the page would ask for a reason, and only there", async (subject) => {
    const { status } = await act({ act: "block", subject, hours: 1, reason: "pumped" });
    const asked = readSubject(subject).ok;
    expect([asked, status, (await made()).length]).toEqual(asked ? [true, 200, 1] : [false, 400, 0]);
  });

  test.each([
    ["of several lines on one", "line one\r\n\tline two", "line one line two"],
    ["with a character of two halves", " 疑似盗刷 🚨 ", "疑似盗刷 🚨"],
    ["as long as may be", "x".repeat(500), "x".repeat(500)],
  ])("keeps a reason %s", async (_, reason, kept) => {
    await act({ act: "pause", reason });
    expect(await made()).toMatchObject([{ reason: kept }]);
  });
});

test("a reason that was given in SQL is told up to its five hundredth character, and no half of one", async () => {
  // An earlier release took any.
  await world.run(
    "insert into send_sms.controls (kind, reason, made_by, made_at) " +
      "values ('paused', repeat('x', 499) || '🚨' || repeat('y', 100000), 'me', send_sms.clock())",
  );
  const { controls } = await read("/api/now?zone=UTC");
  expect(controls).toMatchObject([{ reason: `${"x".repeat(499)}…` }]);
});

describe("what the console is asked to do and cannot is refused with a sentence in each language, and changes nothing:", () => {
  const block = (changes: object) => ({ act: "block", subject: "HK", hours: 1, reason: "x", ...changes });

  test.each<[string, unknown, RegExp, RegExp]>([
    ["no reason", { act: "pause", reason: " \n" }, /reason is needed/, /请填写原因/],
    ["a reason with NUL", { act: "pause", reason: "budget\u0000" }, /cannot be kept/, /无法保存/],
    [
      "a reason that colours a terminal",
      { act: "pause", reason: "\u001b[31mred" },
      /cannot be kept/,
      /无法保存/,
    ],
    [
      "a reason that ends in half a character",
      { act: "pause", reason: "half of 🚨: \ud83d" },
      /cannot be kept/,
      /无法保存/,
    ],
    [
      "a reason too long",
      { act: "pause", reason: "x".repeat(501) },
      /at most 500 characters/,
      /最多 500 个字符/,
    ],
    ["a block's reason with NUL", block({ reason: "pumped\u0000" }), /cannot be kept/, /无法保存/],
    ["a country with NUL", block({ subject: "H\u0000K" }), /a country such as CN/, /国家（如 CN）/],
    ["a country's wrong code", block({ subject: "UK" }), /write GB/, /请填写 GB/],
    ["a number too long", block({ subject: "9".repeat(70) }), /a country such as CN/, /国家（如 CN）/],
    ["no time at all", block({ hours: 0 }), /1 to 87600 hours/, /1 到 87600/],
    ["half an hour more", block({ hours: 1.5 }), /1 to 87600 hours/, /1 到 87600/],
    ["more than ten years", block({ hours: 87_601 }), /1 to 87600 hours/, /1 到 87600/],
    ["hours as text", block({ hours: "1" }), /could not be read/, /无法识别/],
    ["to unblock what has a NUL", { act: "unblock", subject: "HK\u0000" }, /cannot be kept/, /无法保存/],
    ["to unblock half a character", { act: "unblock", subject: "\udc00" }, /cannot be kept/, /无法保存/],
    ["an act that there is not", { act: "purge" }, /could not be read/, /无法识别/],
    ["no object", "no JSON object", /could not be read/, /无法识别/],
  ])("%s", async (_, wanted, en, zh) => {
    expect(await act(wanted)).toEqual({
      status: 400,
      body: { problem: { en: expect.stringMatching(en), zh: expect.stringMatching(zh) } },
    });
    expect(await made()).toEqual([]);
  });

  test("what the ledger itself refuses, with its own sentence", async () => {
    expect(await act({ act: "unblock", subject: "UK" })).toEqual({
      status: 502,
      body: {
        problem: {
          en: expect.stringMatching(/^No country code of ISO 3166.*"UK"$/),
          zh: expect.stringMatching(/^不是 ISO 3166 国家代码.*“UK”$/),
        },
      },
    });
  });
});
