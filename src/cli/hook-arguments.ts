import { fileURLToPath } from "node:url";

const ENTRY = fileURLToPath(new URL("../../supabase/functions/send-sms/index.ts", import.meta.url));

/** What Edge Runtime allows a user worker, as far as the function needs it; packages come from node_modules. */
export const HOOK_ARGUMENTS: readonly string[] = [
  "run",
  "--no-prompt",
  "--allow-net",
  "--allow-env",
  "--allow-read",
  "--allow-sys=hostname",
  "--node-modules-dir=manual",
  "--cached-only",
  ENTRY,
];
