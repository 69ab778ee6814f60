import { createClient } from "@supabase/supabase-js";
import { offeredCountries } from "./countries.ts";
import { type DemoConfig, demoConfigSchema } from "./demo-config.ts";
import { createLanguageChoice } from "./language-choice.ts";
import { createPage } from "./page.ts";
import { setupScreen } from "./screens/setup.ts";
import { readServerFacts } from "./server-facts.ts";
import { startApp } from "./start-app.ts";

const SESSION_KEY = "demo-session";

/** Absent, or the page itself where a server answers everything with it: there is no config then. */
async function readConfig(): Promise<DemoConfig | undefined> {
  try {
    const response = await fetch("./demo-config.json", { cache: "no-store" });
    return demoConfigSchema.safeParse(await response.json()).data;
  } catch {
    return undefined;
  }
}

async function start(root: HTMLElement): Promise<void> {
  const language = createLanguageChoice(localStorage, navigator.language);
  const config = await readConfig();
  if (!config) {
    createPage({ root, language, server: undefined }).show(setupScreen(language));
    return;
  }
  const facts = await readServerFacts(config, fetch);
  const page = createPage({ root, language, server: { config, facts } });
  const supabase = createClient(config.supabaseUrl, config.publishableKey, {
    auth: { storageKey: SESSION_KEY },
  });
  // Where nothing is said: Auth's own defaults.
  const { codeLength = 6, passwordMinLength = 6, termsUrl, privacyUrl } = config;
  const rules = { countries: offeredCountries(config.countries), codeLength, termsUrl, privacyUrl };
  await startApp({ supabase, sessionKey: SESSION_KEY, facts, rules, passwordMinLength, language, page });
}

const root = document.getElementById("app");
if (root) await start(root);
