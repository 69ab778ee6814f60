import * as z from "zod/mini";

const httpUrl = z.url({ protocol: /^https?$/ });

/** What the page needs to know of its server. `local` describes the emulators; `null` is a real project. */
export const demoConfigSchema = z.object({
  supabaseUrl: httpUrl,
  /** A publishable key, or an older project's anon key: both are made to be public. */
  publishableKey: z.string().check(z.minLength(1)),
  local: z.nullable(z.object({
    /** The release of Auth that the emulator behaves as: `2.186`. */
    release: z.string(),
    hookUrl: httpUrl,
    inboxUrl: httpUrl,
  })),
});

export type DemoConfig = z.infer<typeof demoConfigSchema>;
