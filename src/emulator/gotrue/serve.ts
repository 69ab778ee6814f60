import { readPort } from "../../command-line/read-port.ts";
import { runCommand } from "../../command-line/run-command.ts";
import { createAuthEmulator } from "./create-auth-emulator.ts";
import { hookFromEnv } from "./hook/hook-config.ts";
import { NEWEST_RELEASE } from "./release.ts";
import { NOTICE } from "./routes/control-routes.ts";
import { settingsFromEnv } from "./settings-from-env.ts";

const HELP = {
  en: `npm run emulator:auth -- [--release 2.186]

  The Auth emulator alone on 127.0.0.1:$PORT (default 9999), under Auth's own GOTRUE_… variables and with Auth's
  defaults: phone sign-in and the hook are off. For development and tests, never for production.

  --release 2.186   the release of Auth to stand in for (from 2.158.1; default ${NEWEST_RELEASE})

  Its variables and its own surface: src/emulator/gotrue/README.md`,
  zh: `npm run emulator:auth -- [--release 2.186]

  仅启动 Auth 模拟器，地址为 127.0.0.1:$PORT（默认 9999），使用 Auth 自己的 GOTRUE_… 变量及其默认值：
  手机号登录和 Hook 默认关闭。仅供开发和测试，切勿用于生产。

  --release 2.186   模拟的 Auth 版本（最低 2.158.1，默认 ${NEWEST_RELEASE}）

  变量和控制接口的说明（英文）：src/emulator/gotrue/README.md`,
};

const COMMAND = {
  name: "npm run emulator:auth",
  flags: { release: { type: "string" } },
  help: HELP,
} as const;

await runCommand(COMMAND, async ({ flags: { release = NEWEST_RELEASE } }) => {
  const hook = hookFromEnv(process.env);
  const emulator = await createAuthEmulator({
    release,
    hook,
    settings: settingsFromEnv(process.env),
    port: readPort("PORT=", process.env.PORT || "9999"),
  });
  process.stdout.write(
    `${NOTICE}\n${emulator.version} at ${emulator.url}, and under /auth/v1\n` +
      `Send SMS hook: ${hook?.uri ?? "off (GOTRUE_HOOK_SEND_SMS_ENABLED)"}\n`,
  );
  for (const signal of ["SIGTERM", "SIGINT"]) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
});
