import { cleanValue } from "../../hook/config/clean-value.ts";
import { type Env, VARIABLES } from "../../hook/config/variables.ts";
import { type Finding, finding } from "./finding.ts";
import { isOurs, isRead, readEnvFile } from "./read-env-file.ts";
import { causeOf, type DoctorWorld } from "./world.ts";

export interface Variables {
  /** Undefined where there is nothing to look at. */
  env: Env | undefined;
  /** Which a person has put before a file that has the function's own. */
  ownersUrl?: string | undefined;
  findings: Finding[];
}

/** The file that was named, behind what the environment of the process has of it; without one that environment alone. */
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
  const { env: ofFile, findings } = readEnvFile(envFile, read.bytes);
  if (findings.some(({ id }) => id === "env_file_not_utf8")) return { env: undefined, findings };
  const isOpen = read.mode !== undefined && (read.mode & 0o077) !== 0;
  const mode = (read.mode ?? 0).toString(8).padStart(3, "0");
  const { ownersUrl, others } = withoutOwners(ofFile, processEnv);
  return {
    env: { ...ofFile, ...others },
    ownersUrl,
    findings: [
      ...findings,
      ...isOpen ? [finding("env_file_open_to_others", envFile, { mode })] : [],
      countOf(ofFile, envFile),
      ...fromEnvironment(ofFile, others),
    ],
  };
}

const countOf = (env: Env, subject: string): Finding =>
  finding("configuration_read", subject, { count: Object.keys(env).filter(isRead).length });

const isSet = (env: Env) => (name: string): boolean => cleanValue(env[name]) !== undefined;

/** As the other commands have it: the address of the ledger's owner stands before a file that is the function's. */
function withoutOwners(ofFile: Env, processEnv: Env): { ownersUrl: string | undefined; others: Env } {
  const [name] = VARIABLES.ledgerDatabaseUrl;
  const given = Object.entries(processEnv).filter(([one, value]) =>
    value !== undefined && (isOurs(one) || one.startsWith("SUPABASE_"))
  );
  if (!VARIABLES.ledgerDatabaseUrl.some(isSet(ofFile))) {
    return { ownersUrl: undefined, others: Object.fromEntries(given) };
  }
  return {
    ownersUrl: cleanValue(processEnv[name]),
    others: Object.fromEntries(given.filter(([one]) => one !== name)),
  };
}

/** What the function's own file does not say, though the report is of it. */
function fromEnvironment(ofFile: Env, others: Env): Finding[] {
  const names = Object.keys(others).filter(isOurs);
  const replaced = names.filter((name) =>
    isSet(ofFile)(name) && cleanValue(others[name]) !== cleanValue(ofFile[name])
  );
  const added = names.filter((name) => !isSet(ofFile)(name) && isSet(others)(name));
  return [
    ...replaced.map((name) => finding("environment_goes_first", name)),
    ...added.length > 0 ? [finding("environment_adds", added.join(", "))] : [],
  ];
}
