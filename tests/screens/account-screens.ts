import type { Browser } from "playwright-core";
import { newNumber, type Visit, visit } from "../support/browser/visit.ts";
import type { Language } from "../support/browser/texts.ts";
import type { BrowserWorld } from "../support/browser/world.ts";
import type { Camera } from "./camera.ts";

const PASSWORD = "correct horse 1";
const LONG_NAME = "Bartholomew-Maximilian-Featherstonehaugh-Cholmondeley-Majori";

/** What somebody sees who is signed in. */
export async function accountScreens(
  browser: Browser,
  world: BrowserWorld,
  language: Language,
  camera: Camera,
): Promise<void> {
  const { shoot } = camera;
  const person = await visit(browser, world, { language, looked: false });
  const { page, words } = person;
  const phone = newNumber();
  await person.type(words.phone, phone);
  await person.press(words.sendCode);
  await enterCode(person, phone);
  await person.arriveAt(words.titles.profile);
  await shoot(page, "welcome");
  await person.type(words.name, language === "zh" ? "小林" : "Ada");
  await person.type(words.password, PASSWORD);
  await person.press(words.save);
  await person.sees(words.done.saved);
  await shoot(page, "account", "narrow");
  await person.press(words.rowName);
  await shoot(page, "name");
  await person.type(words.name, LONG_NAME);
  await person.press(words.save);
  await person.arriveAt(words.greeting(LONG_NAME));
  await page.locator("summary").click();
  await shoot(page, "account-long", "narrow");

  await person.press(words.rowPhone);
  await person.arriveAt(words.titles.changePhone);
  await shoot(page, "change-phone");
  await person.press(words.cancel);
  await person.press(words.rowPassword);
  await person.arriveAt(words.titles.changePassword);
  await person.type(words.newPassword, "short");
  await person.press(words.changePassword);
  await shoot(page, "change-password-short");
  await person.press(words.cancel);

  await factorScreens(person, world, phone, camera);
  const guest = await visit(browser, world, { language, looked: false });
  await guest.press(words.guest);
  await guest.arriveAt(words.titles.guest);
  await shoot(guest.page, "guest");
  await guest.startAgain();
  await guest.press(words.toSignUp);
  await guest.type(words.phone, phone);
  await guest.type(words.password, PASSWORD);
  await guest.minutePasses();
  await guest.press(words.signUp);
  await guest.problem();
  await shoot(guest.page, "sign-up-known");
  await guest.page.route("**/demo-config.json", (route) => route.abort());
  await guest.page.reload();
  await guest.page.locator("pre").waitFor();
  await shoot(guest.page, "setup");
  await guest.close();
  await lostScreens(person, world, camera);
  await person.close();
}

async function enterCode(person: Visit, phone: string): Promise<void> {
  await person.arriveAt(person.words.titles.code);
  await person.type(person.words.code, person.lastSms(phone).code);
}

async function factorScreens(person: Visit, world: BrowserWorld, own: string, { shoot }: Camera) {
  const { page, words } = person;
  await person.press(words.rowFactor);
  await person.arriveAt(words.titles.addFactor);
  await shoot(page, "factor");
  await person.type(words.phone, own);
  await person.sees(words.ownNumber);
  await shoot(page, "factor-own");
  const second = newNumber();
  await person.type(words.phone, second);
  world.aliyun.setFault({ kind: "code", code: "isv.AMOUNT_NOT_ENOUGH" });
  await person.press(words.sendCode);
  await person.problem();
  await shoot(page, "factor-not-sent", "narrow");
  world.aliyun.clearFaults();
  await person.press(words.sendCode);
  await person.arriveAt(words.titles.code);
  await shoot(page, "factor-code");
  await enterCode(person, second);
  await person.sees(words.done.factorOn);
  await shoot(page, "account-factor");
  await person.press(words.rowFactor);
  await person.arriveAt(words.titles.removeFactor);
  await shoot(page, "factor-off");
  await person.press(words.cancel);
  await person.press(words.signOut);
  await person.arriveAt(words.titles.signIn);
  await person.minutePasses();
  await page.getByRole("radio", { name: words.byPassword, exact: true }).check();
  await person.type(words.phone, own);
  await person.press(words.forgot);
  await person.press(words.sendCode);
  await enterCode(person, own);
  await person.arriveAt(words.titles.gate);
  await shoot(page, "factor-gate");
  await person.press(words.sendCode);
  await enterCode(person, second);
  await person.arriveAt(words.titles.newPassword);
  await shoot(page, "new-password");
  await person.press(words.skip);
}

/** Auth does not answer, or knows the session no more. */
async function lostScreens({ page, words, press }: Visit, world: BrowserWorld, { shoot }: Camera) {
  await page.locator(".rows").waitFor();
  await page.route("**/auth/v1/user**", (route) => route.abort());
  await press(words.rowPassword);
  await page.getByRole("alert").filter({ hasText: /\S/ }).waitFor();
  await shoot(page, "retry");
  await page.unroute("**/auth/v1/user**");
  world.auth.reset();
  await page.getByRole("form").getByRole("button").first().click();
  await page.getByRole("heading", { name: words.titles.signIn }).waitFor();
  await shoot(page, "session-ended");
}
