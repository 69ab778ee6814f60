import type { Console } from "../console/start-console.ts";
import { ledgerKeyFrom } from "../hook/ledger/keyed-hash.ts";

/** The owner's page on the local ledger, with the key that the function derives from its secret. */
export async function startLocalConsole(
  { port, ledgerUrl, secret }: { port: number; ledgerUrl: string; secret: string },
): Promise<Console> {
  // Loaded while the function starts, not before it.
  const { startConsole } = await import("../console/start-console.ts");
  const started = await startConsole({
    port,
    databaseUrl: ledgerUrl,
    ca: undefined,
    ledgerKey: ledgerKeyFrom(secret.replace("v1,whsec_", "")),
    prices: undefined,
    actor: "you (console)",
  });
  if ("en" in started) throw new Error(`${started.en}\n${started.zh}`);
  return started;
}
