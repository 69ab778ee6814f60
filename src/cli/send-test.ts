import { ownArguments } from "../command-line/own-arguments.ts";
import { runSendTestCommand } from "../operator/send-test/run.ts";
import { commandIo } from "./command-io.ts";

// `npm run send-test`: one real SMS by the real way, after asking.
process.exit(await runSendTestCommand(ownArguments(), commandIo));
