import { spawn } from "node:child_process";

/**
 * Has a shell do something when this process is gone, however it ended, also by SIGKILL: a shell of its own waits for
 * the end of a pipe that only this process holds. Of Ctrl-C it hears nothing, for it is in a group of its own.
 * @param argument the script's `$1`
 * @returns to be called when there is nothing to do any more
 */
export function whenGone(script: string, argument: string): () => void {
  if (process.platform === "win32") return () => {};
  const shell = spawn("sh", ["-c", `while read -r _; do :; done\n${script}`, "sh", argument], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a shell nothing is cleared up after a crash, and all else works.
  shell.on("error", () => {});
  shell.unref();
  // A socket of Node's, whose types say only that it can be written.
  const pipe = shell.stdin as typeof shell.stdin & { unref(): void };
  pipe.unref();
  return () => void shell.kill("SIGKILL");
}
