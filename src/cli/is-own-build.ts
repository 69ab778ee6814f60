import { strFromU8, unzipSync } from "fflate";
import { VARIABLES } from "../hook/config/variables.ts";

/** A name that every build reads and that no hook of somebody else's has a use for. */
const [OURS] = VARIABLES.onUnconfirmed;

/** Whether these bytes are a build of this project, so that a newer one may take their place. */
export function isOwnBuild(bytes: Uint8Array): boolean {
  return [bytes, ...filesIn(bytes)].some((file) => strFromU8(file).includes(OURS));
}

function filesIn(bytes: Uint8Array): Uint8Array[] {
  try {
    return Object.values(unzipSync(bytes));
  } catch {
    return [];
  }
}
