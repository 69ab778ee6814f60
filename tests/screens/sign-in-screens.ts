import type { Browser } from "playwright-core";
import { newNumber, type Visit, visit } from "../support/browser/visit.ts";
import type { Language } from "../support/browser/texts.ts";
import type { BrowserWorld } from "../support/browser/world.ts";
import type { Camera } from "./camera.ts";

const LEGAL = { termsUrl: "https://example.com/terms", privacyUrl: "https://example.com/privacy" };

/** Before anybody is signed in. */
export async function signInScreens(
  browser: Browser,
  world: BrowserWorld,
  language: Language,
  { shoot }: Camera,
): Promise<void> {
  const person = await visit(browser, world, { language, looked: false });
  const { page, words } = person;
  await shoot(page, "sign-in");
  await person.press(words.sendCode);
  await shoot(page, "sign-in-missing");
  await person.type(words.phone, "138 0013");
  await person.press(words.sendCode);
  await shoot(page, "sign-in-invalid");
  await person.type(words.phone, "+1 310 555 1234");
  await person.press(words.sendCode);
  await shoot(page, "sign-in-country");

  await person.type(words.phone, newNumber());
  await page.route("**/auth/v1/otp**", (route) => route.abort());
  await person.press(words.sendCode);
  await person.problem();
  await shoot(page, "sign-in-offline");
  await page.unroute("**/auth/v1/otp**");
  for (const [name, code] of Object.entries(REFUSALS)) {
    world.aliyun.setFault({ kind: "code", code });
    await person.press(words.sendCode);
    await person.problem();
    await shoot(page, `sign-in-${name}`);
    world.aliyun.clearFaults();
  }
  await whileHeld(person, "**/auth/v1/otp**", words.sendCode, async () => {
    await page.clock.fastForward(2_100);
    await person.sees(words.slow);
    await shoot(page, "sign-in-slow");
  });
  await codeScreens(person, world, { shoot });
  await person.close();

  await passwordScreens(browser, world, language, { shoot });
  const careful = await visit(browser, world, {
    language,
    looked: false,
    config: { ...LEGAL, countries: ["CN", "HK", "MO", "TW", "SG"] },
  });
  await shoot(careful.page, "consent");
  await careful.page.getByRole("combobox").selectOption("HK");
  await careful.type(words.phone, "51234567");
  await careful.press(words.sendCode);
  await shoot(careful.page, "consent-missing");
  await careful.close();
}

const REFUSALS = {
  "not-allowed": "isv.BLACK_KEY_CONTROL_LIMIT",
  misconfigured: "isv.AMOUNT_NOT_ENOUGH",
  unavailable: "isp.SYSTEM_ERROR",
};

/** Presses a button whose answer waits until the pictures are taken. */
async function whileHeld(
  { page, press, arriveAt, words }: Visit,
  url: string,
  button: string,
  look: () => Promise<void>,
): Promise<void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => release = resolve);
  await page.route(url, async (route) => {
    await held;
    await route.continue();
  });
  await press(button);
  await look();
  release();
  await arriveAt(words.titles.code);
  await page.unroute(url);
}

async function codeScreens(person: Visit, world: BrowserWorld, { shoot }: Camera): Promise<void> {
  const { page, words } = person;
  await shoot(page, "code", "narrow");
  await person.type(words.code, "123");
  await shoot(page, "code-half", "narrow");
  await person.type(words.code, "111111");
  await person.problem();
  await shoot(page, "code-wrong", "narrow");
  await person.press(words.anotherNumber);
  await person.arriveAt(words.titles.signIn);
  await shoot(page, "sign-in-running");
  await person.press(words.enterCode);
  await person.arriveAt(words.titles.code);
  await person.minutePasses();
  await shoot(page, "code-resend");
  await person.press(words.resend);
  await page.getByRole("button", { name: words.resendIn }).waitFor();
  await shoot(page, "code-resent");
  world.auth.advanceClock(301);
  await person.type(words.code, "222222");
  await person.problem();
  await shoot(page, "code-expired");
}

async function passwordScreens(
  browser: Browser,
  world: BrowserWorld,
  language: Language,
  { shoot }: Camera,
): Promise<void> {
  const person = await visit(browser, world, { language, looked: false });
  const { page, words } = person;
  await page.getByRole("radio", { name: words.byPassword, exact: true }).check();
  await shoot(page, "password");
  await person.type(words.phone, newNumber());
  await person.type(words.password, "not it at all");
  await person.press(words.signIn);
  await person.problem();
  await shoot(page, "password-wrong");
  await person.press(words.forgot);
  await person.arriveAt(words.titles.resetPassword);
  await shoot(page, "forgot");
  await person.press(words.sendCode);
  await person.problem();
  await shoot(page, "forgot-unknown");
  await page.goBack();
  await person.arriveAt(words.titles.signIn);
  await person.press(words.toSignUp);
  await person.arriveAt(words.titles.signUp);
  await shoot(page, "sign-up");
  await person.type(words.phone, "");
  await person.type(words.password, "short");
  await person.press(words.signUp);
  await shoot(page, "sign-up-wrong");
  await person.close();
}
