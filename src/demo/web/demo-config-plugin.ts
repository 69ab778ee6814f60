import type { Plugin } from "vite";
import { prettifyError } from "zod/mini";
import { type DemoConfig, demoConfigSchema } from "./demo-config.ts";

export type { DemoConfig };

const FILE = "demo-config.json";

/** Serves the value as `/demo-config.json`, and writes it beside a built page. */
export function demoConfigPlugin(config: DemoConfig): Plugin {
  return servePlugin("demo-config", config, "pre");
}

/**
 * The same from the environment, for a page on a real project: what the hook and Auth are told by these names is
 * true of the page, too. A config given in code goes before it.
 */
export function demoConfigFromEnvPlugin(
  env: Readonly<Record<string, string | undefined>>,
): Plugin | undefined {
  const supabaseUrl = env["SUPABASE_URL"];
  if (!supabaseUrl) return undefined;
  const publishableKey = env["SUPABASE_PUBLISHABLE_KEY"] || env["SUPABASE_ANON_KEY"] || "";
  const config: DemoConfig = {
    supabaseUrl,
    publishableKey,
    local: null,
    countries: env["SMS_ALLOWED_COUNTRIES"]?.split(",").map((code) => code.trim().toUpperCase()),
    codeLength: numberIn(env["GOTRUE_SMS_OTP_LENGTH"]),
    passwordMinLength: numberIn(env["GOTRUE_PASSWORD_MIN_LENGTH"]),
    termsUrl: env["DEMO_TERMS_URL"] || undefined,
    privacyUrl: env["DEMO_PRIVACY_URL"] || undefined,
  };
  return servePlugin("demo-config-from-env", config, "post");
}

/** What is no number is refused by the schema, with its name. */
const numberIn = (text: string | undefined): number | undefined => text ? Number(text) : undefined;

function servePlugin(name: string, config: DemoConfig, enforce: "pre" | "post"): Plugin {
  const checked = demoConfigSchema.safeParse(config);
  if (!checked.success) {
    throw new Error(
      `Cannot configure the demo page: ${prettifyError(checked.error)}\n无法配置演示页面：请检查以上各项`,
    );
  }
  const json = JSON.stringify(checked.data);
  return {
    name,
    enforce,
    configureServer({ middlewares }) {
      middlewares.use(`/${FILE}`, (_request, response) => {
        response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(
          json,
        );
      });
    },
    generateBundle(_options, bundle) {
      if (FILE in bundle) return;
      this.emitFile({ type: "asset", fileName: FILE, source: json });
    },
  };
}
