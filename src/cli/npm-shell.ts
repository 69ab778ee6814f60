import { execFileSync } from "node:child_process";

const INTERVAL_MS = 250;

/**
 * npm hands a SIGTERM to its shell, and most shells end without telling what they run; of a SIGHUP or SIGKILL its
 * shell hears nothing either: nobody would stop the script. Watches the parent of tsx, the parent of this process,
 * which is that shell, and npm behind it; or npm itself, where the shell has given way to the only command.
 */
export function onNpmGone(stop: () => void): void {
  if (process.env["npm_lifecycle_event"] === undefined || process.platform === "win32") return;
  const above = parentOf(process.ppid);
  if (above === undefined) return;
  const npm = isShell(above) ? parentOf(above) : undefined;
  const watched = npm === undefined ? [above] : [above, npm];
  const timer = setInterval(() => {
    if (watched.every(isRunning)) return;
    clearInterval(timer);
    stop();
  }, INTERVAL_MS);
}

const isShell = (pid: number): boolean => /^(?:.*\/)?-?(?:ba|da|a|z|k)?sh$/.test(ask(pid, "comm=") ?? "");

function parentOf(pid: number): number | undefined {
  const parent = Number(ask(pid, "ppid="));
  return parent > 1 ? parent : undefined;
}

function ask(pid: number, field: "ppid=" | "comm="): string | undefined {
  try {
    const args = ["-o", field, "-p", String(pid)];
    return execFileSync("ps", args, { stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" }).trim();
  } catch {
    // No ps here, or the process is gone already. Ctrl-C works without it.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process may be looked at, not signalled.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
