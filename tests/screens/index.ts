import { launchBrowser } from "../support/browser/launch.ts";
import type { Language } from "../support/browser/texts.ts";
import { startBrowserWorld } from "../support/browser/world.ts";
import { accountScreens } from "./account-screens.ts";
import { createCamera } from "./camera.ts";
import { inboxScreens } from "./inbox-screens.ts";
import { signInScreens } from "./sign-in-screens.ts";

// `npx tsx tests/screens/index.ts`: every screen and state, to be looked at in artifacts/screens.
const { browser, skipped } = await launchBrowser();
if (skipped) process.exit(1);
const world = await startBrowserWorld("2.196");
const languages: readonly Language[] = ["zh", "en"];
try {
  for (const language of languages) {
    const camera = createCamera(language);
    await signInScreens(browser, world, language, camera);
    await accountScreens(browser, world, language, camera);
    await inboxScreens(browser, language, camera);
  }
} finally {
  await world.close();
  await browser.close();
}
