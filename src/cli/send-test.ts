import { runSendTestCommand } from "../operator/send-test/run.ts";
import { commandIo } from "./command-io.ts";

// `npm run send-test`: one real SMS by the real way, after asking.
process.exit(await runSendTestCommand(process.argv.slice(2), commandIo));
