import { ownArguments } from "../command-line/own-arguments.ts";
import { runDoctorCommand } from "../operator/doctor/run.ts";
import { commandIo } from "./command-io.ts";

// `npm run doctor`: everything that a code needs on its way, looked at without sending one.
process.exit(await runDoctorCommand(ownArguments(), commandIo));
