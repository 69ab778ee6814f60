import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { FIRST_SECRET } from "../hook/signing.ts";

export interface Ran {
  code: number;
  stdout: string;
  /** Standard output and error together. */
  output: string;
}

/** A code that is not 0 is a result, not an exception. */
export const runFile = (
  file: string,
  args: readonly string[],
  { cwd, env }: { cwd?: string; env: Record<string, string | undefined> },
): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(file, args, { cwd, env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ code, stdout, output: stdout + stderr });
    });
  });

/** The real Supabase CLI, without Docker, an account or a word to anybody but `apiUrl`. */
export async function runSupabase(
  args: readonly string[],
  { project, home, apiUrl = "http://127.0.0.1:9", env = {} }: {
    project: string;
    home: string;
    apiUrl?: string;
    env?: Record<string, string | undefined>;
  },
): Promise<Ran> {
  const profile = join(home, "profile.yaml");
  mkdirSync(home, { recursive: true });
  writeFileSync(
    profile,
    `name: mock\napi_url: "${apiUrl}"\ndashboard_url: "${apiUrl}"\nproject_host: "127.0.0.1"\n`,
  );
  const cli = createRequire(import.meta.url).resolve("supabase/dist/supabase.js");
  return await runFile(process.execPath, [cli, ...args, "--profile", profile], {
    cwd: project,
    env: {
      PATH: process.env["PATH"],
      HOME: home,
      NO_COLOR: "1",
      DO_NOT_TRACK: "1",
      // Where Docker runs, the CLI would ask it.
      DOCKER_HOST: `unix://${join(home, "no-docker.sock")}`,
      SUPABASE_ACCESS_TOKEN: `sbp_${"0".repeat(40)}`,
      SEND_SMS_HOOK_SECRETS: FIRST_SECRET,
      ...env,
    },
  });
}
