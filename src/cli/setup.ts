import { ownArguments } from "../command-line/own-arguments.ts";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runSendTestCommand } from "../operator/send-test/run.ts";
import { runSetupCommand } from "../operator/setup/run.ts";
import { commandIo } from "./command-io.ts";

const MIGRATIONS = fileURLToPath(new URL("../../supabase/migrations/", import.meta.url));

// `npm run setup`: from an access key to a function that is ready to deploy.
process.exit(
  await runSetupCommand(ownArguments(), commandIo, {
    // Loaded only when asked for: esbuild is not needed to answer questions.
    bundle: async () => (await import("./bundle-function.ts")).bundleFunction({ withPostgres: true }),
    migrations: async () =>
      (await readdir(MIGRATIONS)).filter((name) => name.endsWith("_send_sms.sql")).sort()
        .map((name) => join(MIGRATIONS, name)),
    sendTest: (args) => runSendTestCommand(args, commandIo),
  }),
);
