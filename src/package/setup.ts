import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commandIo } from "../cli/command-io.ts";
import { ownArguments } from "../command-line/own-arguments.ts";
import { runSendTestCommand } from "../operator/send-test/run.ts";
import { runSetupCommand } from "../operator/setup/run.ts";
import { readBuild, readBuilds } from "./read-builds.ts";

const MIGRATIONS = fileURLToPath(new URL("../../supabase/migrations/", import.meta.url));

// As src/cli/setup.ts, which bundles the function; here it is there already.
process.exit(
  await runSetupCommand(ownArguments(), commandIo, {
    bundle() {
      const build = readBuilds().find(({ target, withPostgres, withPopCore }) =>
        target === "send-sms" && withPostgres && !withPopCore
      );
      if (!build) throw new Error("Cannot add the function: the package is not whole");
      return Promise.resolve(new TextDecoder().decode(readBuild(build)));
    },
    migrations: () => Promise.resolve(readdirSync(MIGRATIONS).sort().map((name) => join(MIGRATIONS, name))),
    sendTest: (args) => runSendTestCommand(args, commandIo),
  }),
);
