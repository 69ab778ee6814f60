import { type AliyunEmulator, createAliyunEmulator } from "../../../src/emulator/aliyun/index.ts";
import type { PostgresServer } from "../../../src/local-world/postgres-server.ts";
import { type HookProcess, processEnv, startHook } from "../hook/process.ts";
import { hookRoleUrl, migrate, startTestPostgres } from "./server.ts";

/** Several processes of the function that share one ledger, and the provider that they send through. */
export interface Fleet {
  server: PostgresServer;
  aliyun: AliyunEmulator;
  hooks: HookProcess[];
  /** Of every process of it, for one more. */
  env: Record<string, string | undefined>;
  /** How many SMS each number got, by its digits. */
  sent: Map<string, number>;
  close(): Promise<void>;
}

export async function startFleet(
  { processes = 4, env = {}, settings = {} }: {
    processes?: number;
    env?: Record<string, string>;
    settings?: Record<string, string>;
  } = {},
): Promise<Fleet> {
  const [server, aliyun] = await Promise.all([startTestPostgres(settings), createAliyunEmulator()]);
  await migrate(server.url);
  aliyun.updateSettings({ flowControl: false });
  const sent = new Map<string, number>();
  aliyun.onMessage(({ phone }) => {
    const digits = phone.replace(/\D/g, "").replace(/^(?!86)/, "86");
    sent.set(digits, (sent.get(digits) ?? 0) + 1);
  });
  const all = {
    ...processEnv(aliyun.url),
    SMS_LEDGER: "postgres",
    SMS_LEDGER_DATABASE_URL: await hookRoleUrl(server.url),
    ...env,
  };
  const hooks = await Promise.all(Array.from({ length: processes }, () => startHook(all)));
  return {
    server,
    aliyun,
    hooks,
    env: all,
    sent,
    async close() {
      await Promise.all(hooks.map((hook) => hook.stop()));
      await aliyun.close();
      await server.remove();
    },
  };
}
