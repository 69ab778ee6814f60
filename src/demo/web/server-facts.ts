import * as z from "zod/mini";
import type { DemoConfig } from "./demo-config.ts";

/** What Auth says about itself; both are unknown when it does not answer in time. */
export interface ServerFacts {
  readonly version: string | undefined;
  readonly guests: boolean;
}

const health = z.object({ version: z.string() });
const settings = z.object({ external: z.object({ anonymous_users: z.boolean() }) });

/** The page is shown without them rather than late. */
const PATIENCE_MS = 1500;

export async function readServerFacts(
  config: DemoConfig,
  fetch: typeof globalThis.fetch,
): Promise<ServerFacts> {
  const ask = async (path: string): Promise<unknown> => {
    try {
      const url = `${config.supabaseUrl.replace(/\/$/, "")}/auth/v1/${path}`;
      const headers = { apikey: config.publishableKey };
      const response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
      return await response.json();
    } catch {
      return undefined;
    }
  };
  const [healthAnswer, settingsAnswer] = await Promise.all([ask("health"), ask("settings")]);
  return {
    version: health.safeParse(healthAnswer).data?.version,
    guests: settings.safeParse(settingsAnswer).data?.external.anonymous_users ?? false,
  };
}
