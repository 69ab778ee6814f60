import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FaultInput } from "../../src/emulator/aliyun/index.ts";
import { launchBrowser } from "../support/browser/launch.ts";
import { newNumber, type Visit, visit } from "../support/browser/visit.ts";
import { type BrowserWorld, startBrowserWorld } from "../support/browser/world.ts";

const PASSWORD = "correct horse 1";

interface Sentences {
  readonly zh: string;
  readonly en: string;
  /** Small beside the sentence, where only the operator can act. */
  readonly supportCode?: string;
}

const refusedBy = (code: string): FaultInput => ({ kind: "code", code });

/** What Alibaba Cloud answers, and what the person reads. */
const FAULTS: readonly [when: string, fault: FaultInput, sentences: Sentences][] = [
  ["the number is malformed", refusedBy("isv.MOBILE_NUMBER_ILLEGAL"), {
    zh: "手机号不正确，请检查后重试。",
    en: "This phone number is not valid. Check it and try again.",
  }],
  ["the number is on a blacklist", refusedBy("isv.BLACK_KEY_CONTROL_LIMIT"), {
    zh: "本服务不向该号码或其所属国家和地区发送验证码，请换一个手机号。",
    en: "This service does not send codes to this number or its country. Use another number.",
  }],
  ["the balance is used up", refusedBy("isv.AMOUNT_NOT_ENOUGH"), {
    zh: "由于我们的原因，验证码未能发送，请稍后再试或联系客服。",
    en: "The code could not be sent. The problem is on our side: try again later, or contact support.",
    supportCode: "sms_misconfigured",
  }],
  ["the provider fails", refusedBy("isp.SYSTEM_ERROR"), {
    zh: "短信服务暂时不可用，请过几分钟再试。",
    en: "The SMS service is not available at the moment. Try again in a few minutes.",
    supportCode: "sms_provider_unavailable",
  }],
];

const { browser, skipped } = await launchBrowser();
afterAll(() => browser.close());

describe.skipIf(skipped).each(["2.186", "2.196"])("on Auth %s the page says what is wrong", (release) => {
  let world: BrowserWorld;
  let person: Visit;
  beforeAll(async () => {
    world = await startBrowserWorld(release);
    person = await visit(browser, world, { language: "zh" });
  });
  beforeEach(async () => {
    world.aliyun.clearFaults();
    world.auth.reset();
    await person.startAgain();
  });
  afterAll(async () => {
    await person?.close();
    await world?.close();
  });

  /** The same problem in both languages: the switch speaks it again, and nothing typed is lost. */
  async function expectSentence({ zh, en, supportCode = "" }: Sentences): Promise<void> {
    expect(await person.problem()).toBe(zh);
    const shown = () => person.page.locator(".support-code").allInnerTexts();
    expect(await shown()).toEqual(supportCode ? [`联系客服时请提供：${supportCode}`] : []);
    await person.press("English");
    expect(await person.problem()).toBe(en);
    expect(await shown()).toEqual(supportCode ? [`For support: ${supportCode}`] : []);
    await person.press("中文");
  }

  async function askForCode(number = newNumber()): Promise<string> {
    await person.type(person.words.phone, number);
    await person.press(person.words.sendCode);
    return number;
  }

  async function signedInPerson(): Promise<string> {
    const number = await askForCode();
    await person.arriveAt(person.words.titles.code);
    await person.type(person.words.code, person.lastSms(number).code);
    await person.arriveAt(person.words.titles.profile);
    await person.type(person.words.password, PASSWORD);
    await person.press(person.words.save);
    await person.arriveAt(person.words.titles.account);
    return number;
  }

  test.each(FAULTS)("when %s", async (when, fault, sentences) => {
    world.aliyun.setFault(fault);
    await askForCode();
    await expectSentence(sentences);
    if (when === "the balance is used up") await person.arriveAt(person.words.titles.signIn, "20-error");
  });

  test("when Alibaba Cloud limits the number, with the wait where the release lets it through", async () => {
    world.aliyun.setFault(refusedBy("isv.BUSINESS_LIMIT_CONTROL"));
    await askForCode();
    expect(await person.problem()).toMatch(
      release === "2.186" ? /^验证码请求过于频繁，请稍后再试。$/ : /^验证码请求过于频繁，请.+后再试。$/,
    );
  });

  test("when the country is not served, before anything is sent", async () => {
    await askForCode("+1 310 555 1234");
    await expectSentence({ zh: "仅支持 +86 的手机号。", en: "Only +86 numbers can be used here." });
  });

  test("when nobody answers", async () => {
    await person.page.route("**/auth/v1/otp**", (route) => route.abort());
    await askForCode();
    await expectSentence({
      zh: "无法连接服务器，请检查网络后重试。",
      en: "The server cannot be reached. Check your connection and try again.",
    });
  });

  test("when the number is incomplete, before anything is sent", async () => {
    await askForCode("138 0013");
    await person.problem();
    const input = person.page.getByRole("textbox", { name: person.words.phone });
    expect(await input.getAttribute("aria-invalid")).toBe("true");
    expect(await input.and(person.page.locator(":focus")).count()).toBe(1);
    // The example stands on one line, wherever the sentence breaks.
    expect(await person.page.locator(".sentence").first().textContent()).toContain("+86\u00a013123456789");
    await expectSentence({
      zh: "这不是 +86 的手机号，请检查号码和国家或地区代码，或按 +86 13123456789 的格式填写。",
      en: "This is not a +86 mobile number. Check it and the country code, or write it like +86 13123456789.",
    });
  });

  test("when a code is asked for too soon after another device did, and how long to wait", async () => {
    const number = await askForCode();
    await person.arriveAt(person.words.titles.code);
    await person.startAgain();
    await askForCode(number);
    expect(await person.problem()).toMatch(/^刚刚已请求过验证码，请\d+秒后再试。$/);
    await person.page.getByRole("button", { name: person.words.sendCodeIn }).waitFor();
  });

  test("when the code is wrong, and when it is too old", async () => {
    const sentences = {
      zh: "验证码错误或已过期，请检查后重试或重新获取。",
      en: "The code is wrong or has expired. Check it, or request a new one.",
    };
    const number = await askForCode();
    await person.arriveAt(person.words.titles.code);
    const { code } = person.lastSms(number);
    await person.type(person.words.code, code === "111111" ? "222222" : "111111");
    await expectSentence(sentences);
    await person.arriveAt(person.words.titles.code, "21-wrong-code");
    world.auth.advanceClock(301);
    await person.type(person.words.code, code);
    await expectSentence(sentences);
  });

  test("when the password is wrong, and when a new one is too short", async () => {
    const { words, page } = person;
    await page.getByRole("radio", { name: words.byPassword }).check();
    await person.type(words.phone, newNumber());
    await person.type(words.password, "not it at all");
    await person.press(words.signIn);
    await expectSentence({ zh: "手机号或密码错误。", en: "The phone number or the password is wrong." });
    await person.press(words.toSignUp);
    await person.type(words.password, "short");
    await person.press(words.signUp);
    await expectSentence({ zh: "密码至少需要 8 个字符。", en: "Use at least 8 characters." });
  });

  test("when a number has an account already: at the sign-up, and at a change of number", async () => {
    const taken = await signedInPerson();
    await person.press(person.words.signOut);
    await person.minutePasses();
    await person.press(person.words.toSignUp);
    await person.type(person.words.phone, taken);
    await person.type(person.words.password, PASSWORD);
    await person.press(person.words.signUp);
    await expectSentence({
      zh: "未发送验证码。如果您已有账号，请直接登录。",
      en: "No code was sent. If you already have an account, sign in instead.",
    });
    await person.press(person.words.toSignIn);
    await signedInPerson();
    await person.minutePasses();
    await person.press(person.words.rowPhone);
    await person.type(person.words.phone, taken);
    await person.press(person.words.sendCode);
    await expectSentence({
      zh: "该手机号已被其他账号使用。",
      en: "Another account already uses this phone number.",
    });
  });

  test("when a second factor's code cannot be sent, of which Auth names no cause", async () => {
    await signedInPerson();
    await person.press(person.words.rowFactor);
    world.aliyun.setFault(refusedBy("isv.AMOUNT_NOT_ENOUGH"));
    await person.type(person.words.phone, newNumber());
    await person.press(person.words.sendCode);
    await expectSentence({
      zh:
        "验证码发送失败。如果稍后仍收到短信，其中的验证码可能无效，请过几分钟重新获取；若仍失败，请联系客服。",
      en:
        "The code could not be sent. If one arrives anyway, it may not work. Try again in a few minutes; if that fails too, contact support.",
      supportCode: "sms_not_sent",
    });
  });

  test("when the session has ended, and lets the person sign in again", async () => {
    await signedInPerson();
    world.auth.reset();
    await person.press(person.words.rowPassword);
    await person.arriveAt(person.words.titles.signIn);
    await expectSentence({ zh: "登录已失效，请重新登录。", en: "Your session has ended. Sign in again." });
  });

  test("when the hook is down", async () => {
    await world.hook.stop();
    await askForCode();
    await person.page.getByRole("alert").filter({ hasText: /\S/ }).waitFor();
    await expectSentence({
      zh: "验证码未能及时发出。如果稍后仍收到短信，其中的验证码可能无效，请重新获取。",
      en: "The code could not be sent in time. If one arrives anyway, it may not work: request a new one.",
      supportCode: "hook_timeout",
    });
  });
});
