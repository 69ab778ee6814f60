import { spawn } from "node:child_process";

/** Ends the server whose folder it is, by the number in its own file, and deletes the folder. */
const SCRIPT = `while read -r _; do :; done
pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ]; then
  kill -CONT "$pid" 2>/dev/null; kill -QUIT "$pid" 2>/dev/null
  while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
fi
until rm -rf "$1" 2>/dev/null && [ ! -e "$1" ]; do sleep 0.2; done`;

/**
 * Leaves nothing behind however this process ends, also by SIGKILL: a shell of its own waits for the end of a pipe
 * that only this process holds. Of Ctrl-C it hears nothing, for it is in a group of its own.
 * @returns to be called when the folder is gone in good order
 */
export function removeWhenGone(folder: string): () => void {
  if (process.platform === "win32") return () => {};
  const shell = spawn("sh", ["-c", SCRIPT, "sh", folder], {
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
