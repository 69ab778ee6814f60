import type { Env } from "../../hook/config/variables.ts";
import { type Finding, finding } from "./finding.ts";
import { isOurs, isRead, readEnvFile } from "./read-env-file.ts";
import { causeOf, type DoctorWorld } from "./world.ts";

export interface Variables {
  /** Undefined where there is nothing to look at. */
  env: Env | undefined;
  findings: Finding[];
}

/** The file that was named, and nothing else; without one the environment of the process. */
export async function readVariables(
  { envFile, processEnv, authUrl }: {
    envFile: string | undefined;
    processEnv: Env;
    /** Auth can be asked without them. */
    authUrl: string | undefined;
  },
  world: DoctorWorld,
): Promise<Variables> {
  if (envFile === undefined) {
    return authUrl !== undefined || Object.keys(processEnv).some(isOurs)
      ? { env: processEnv, findings: [countOf(processEnv, "process.env")] }
      : { env: undefined, findings: [finding("nothing_set", ".env")] };
  }
  let read: Awaited<ReturnType<DoctorWorld["readFile"]>>;
  try {
    read = await world.readFile(envFile);
  } catch (error) {
    return { env: undefined, findings: [finding("env_file_missing", envFile, { cause: causeOf(error) })] };
  }
  const { env, findings } = readEnvFile(envFile, read.bytes);
  if (findings.some(({ id }) => id === "env_file_not_utf8")) return { env: undefined, findings };
  const isOpen = read.mode !== undefined && (read.mode & 0o077) !== 0;
  const mode = (read.mode ?? 0).toString(8).padStart(3, "0");
  return {
    env,
    findings: [
      ...findings,
      ...isOpen ? [finding("env_file_open_to_others", envFile, { mode })] : [],
      countOf(env, envFile),
    ],
  };
}

const countOf = (env: Env, subject: string): Finding =>
  finding("configuration_read", subject, { count: Object.keys(env).filter(isRead).length });
