import process from "node:process";

/**
 * What this process was asked. The scripts of package.json put a `--` behind the file, because Node 20 takes an
 * `--env-file` for its own wherever it stands before one, and ends where there is no such file.
 */
export function ownArguments(): string[] {
  const given = process.argv.slice(2);
  return given[0] === "--" ? given.slice(1) : given;
}
