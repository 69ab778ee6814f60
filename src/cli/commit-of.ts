import { spawnSync } from "node:child_process";

/**
 * The commit that a repository stands on, such as `0123456789ab`, or `0123456789ab+changes`.
 * @returns undefined where the folder is not the top of a repository, as in a package or a copy inside another project
 */
export function commitOf(folder: string): string | undefined {
  const git = (...args: string[]) => spawnSync("git", args, { cwd: folder, encoding: "utf8" });
  const { status, stdout = "" } = git("rev-parse", "--show-prefix", "--short=12", "HEAD");
  const [prefix, commit] = stdout.split("\n");
  if (status !== 0 || prefix !== "" || !commit) return undefined;
  return git("diff", "--quiet", "HEAD").status === 0 ? commit : `${commit}+changes`;
}
