import { parseArgs } from "node:util";
import { createAuthEmulator } from "./create-auth-emulator.ts";
import { hookFromEnv } from "./hook/hook-config.ts";
import { NOTICE } from "./routes/control-routes.ts";
import { settingsFromEnv } from "./settings-from-env.ts";

const DEFAULT_RELEASE = "2.196";
const DEFAULT_PORT = 9999;

async function serve(): Promise<void> {
  const { values } = parseArgs({ options: { release: { type: "string", default: DEFAULT_RELEASE } } });
  const hook = hookFromEnv(process.env);
  const emulator = await createAuthEmulator({
    release: values.release,
    hook,
    settings: settingsFromEnv(process.env),
    port: Number(process.env.PORT || DEFAULT_PORT),
  });
  process.stdout.write(
    `${NOTICE}\n${emulator.version} at ${emulator.url}, and under /auth/v1\n` +
      `Send SMS hook: ${hook?.uri ?? "off (GOTRUE_HOOK_SEND_SMS_ENABLED)"}\n`,
  );
  for (const signal of ["SIGTERM", "SIGINT"]) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
}

serve().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
