import type { System } from "./host.ts";

/** What a process on Node has under its own name. */
export const NODE_SYSTEM: System = {
  write: (bytes) =>
    new Promise((resolve, reject) => {
      process.stdout.write(bytes, (error) => error ? reject(brokenPipe(error)) : resolve(bytes.length));
    }),
  setTimer: setTimeout,
  exit: process.exit,
};
// The write's own callback reports it; without a listener it would end the process as well.
process.stdout.on("error", () => {});

/** Deno's name for it, which `batched-lines.ts` knows. */
function brokenPipe(error: Error): Error {
  if ("code" in error && error.code === "EPIPE") error.name = "BrokenPipe";
  return error;
}
