import { execFileSync } from "node:child_process";

const INTERVAL_MS = 250;

/**
 * npm hands a SIGTERM to its shell, and most shells end without telling what they run; of a SIGHUP or SIGKILL its
 * shell hears nothing either: nobody would stop the script. Watches both: the shell is the parent of tsx, the
 * parent of this process, and npm is the shell's.
 */
export function onNpmGone(stop: () => void): void {
  if (process.env["npm_lifecycle_event"] === undefined || process.platform === "win32") return;
  const shell = parentOf(process.ppid);
  const npm = shell && parentOf(shell);
  if (shell === undefined || npm === undefined) return;
  const timer = setInterval(() => {
    if (isRunning(shell) && isRunning(npm)) return;
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
