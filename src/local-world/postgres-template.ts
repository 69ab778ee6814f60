import { execFile, type ExecFileOptions } from "node:child_process";
import { createHash } from "node:crypto";
import { constants, cpSync } from "node:fs";
import { access, mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Where tools keep what they can make again; `npm ci` clears it. */
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/send-sms-postgres/", import.meta.url));
/** A segment of the log is laid out in full before the first start: 1 MB of it is enough, 16 are copied each time. */
const INITDB = ["-A", "trust", "-E", "UTF8", "--wal-segsize=1", "--no-sync", "--no-instructions"];

interface DataOptions {
  readonly bin: string;
  readonly data: string;
  readonly owner: string;
  /** Whose server it will be: this process's own where it is undefined. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
  readonly how: ExecFileOptions;
}

/** Fills a new server's folder: `initdb` takes a second or more, a copy of what it made before a tenth. */
export async function layData({ bin, data, owner, user, how }: DataOptions): Promise<void> {
  const args = ["-U", owner, ...INITDB];
  const template = await templateOf(bin, args);
  if (template && await access(join(template, "PG_VERSION")).then(() => true, () => false)) {
    copy(template, data);
    if (user) await run("chown", ["-R", `${user.uid}:${user.gid}`, data]);
    return;
  }
  await run(join(bin, "initdb"), ["-D", data, ...args], how);
  // A folder that cannot be written costs the next start a second, and this one nothing.
  if (template) await keep(data, template).catch(() => {});
}

/** One for each release of Postgres and each way to lay it out. */
async function templateOf(bin: string, args: readonly string[]): Promise<string | undefined> {
  const about = await readFile(join(bin, "..", "..", "package.json"), "utf8").catch(() => undefined);
  const version: unknown = about && JSON.parse(about).version;
  if (typeof version !== "string") return undefined;
  const key = createHash("sha256").update(args.join("\n")).digest("hex").slice(0, 8);
  return join(CACHE, `${version}-${key}`);
}

/** Several may start at once: whoever is last finds it there. */
async function keep(data: string, template: string): Promise<void> {
  const half = `${template}.${process.pid}.${performance.now()}`;
  try {
    await mkdir(CACHE, { recursive: true });
    copy(data, half);
    await rename(half, template);
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

/** At once: a promise for each of a thousand files takes three times as long. */
const copy = (from: string, to: string) =>
  cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
