import { execFileSync } from "node:child_process";

const INTERVAL_MS = 250;

/**
 * npm hands a SIGTERM to its shell, and most shells end without telling what they run: nobody would stop
 * the script. Watches that shell, which is the parent of tsx, the parent of this process.
 */
export function onNpmGone(stop: () => void): void {
  if (process.env["npm_lifecycle_event"] === undefined || process.platform === "win32") return;
  const shell = parentOf(process.ppid);
  if (shell === undefined) return;
  const timer = setInterval(() => {
    if (isRunning(shell)) return;
    clearInterval(timer);
    stop();
  }, INTERVAL_MS);
}

function parentOf(pid: number): number | undefined {
  try {
    const parent = Number(
      execFileSync("ps", ["-o", "ppid=", "-p", String(pid)], { stdio: ["ignore", "pipe", "ignore"] }),
    );
    return parent > 1 ? parent : undefined;
  } catch {
    // No ps here, or the shell is gone already. Ctrl-C works without it.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
