import { cleanValue } from "../../hook/config/clean-value.ts";
import { type Env, VARIABLES } from "../../hook/config/variables.ts";
import { checkAuth } from "./check-auth.ts";
import { checkAuthsVariables } from "./check-auths-variables.ts";
import { checkConfiguration, type Configuration } from "./check-configuration.ts";
import { checkHook } from "./check-hook.ts";
import { checkLedger } from "./check-ledger.ts";
import { checkPlace } from "./check-place.ts";
import { checkProvider } from "./check-provider.ts";
import { createCorrectedClock } from "./corrected-clock.ts";
import { byGravity, type Finding, finding } from "./finding.ts";
import { readVariables } from "./read-variables.ts";
import { createSubjectOf } from "./subject-of.ts";
import type { DoctorWorld } from "./world.ts";

export interface DoctorOptions {
  /** Undefined: the environment of the process alone. */
  envFile: string | undefined;
  processEnv: Env;
  /** The function's address as Auth has it; else the one that the variables name. */
  url: string | undefined;
  authUrl: string | undefined;
}

export interface Report {
  /** Whether no finding is an error. */
  ok: boolean;
  findings: Finding[];
}

/** Looks at everything that a code needs on its way, and says what is wrong with it, the gravest first. */
export async function runDoctor(options: DoctorOptions, world: DoctorWorld): Promise<Report> {
  const { env, ownersUrl, findings: ofFile } = await readVariables(options, world);
  if (env === undefined) return reportOf(ofFile);
  const configuration = checkConfiguration(env);
  const { config } = configuration;
  const clock = createCorrectedClock(world.now);
  // First, for it puts the clock right that signs the dry run.
  const provider = config && await checkProvider(config, { world, clock, subjectOf: createSubjectOf(env) });
  const [ofHook, ofAuth, ofLedger] = await Promise.all([
    atTheHook(options, env, configuration, world, clock.now),
    atAuth(options, env, configuration, world),
    config ? checkLedger(config, { world, env, ownersUrl }) : undefined,
  ]);
  return reportOf([
    ...ofFile,
    ...configuration.findings.filter((one) => !(ofLedger?.sawRetention && isOfRetention(one))),
    ...provider?.findings ?? [finding("provider_not_asked", "Alibaba Cloud")],
    ...config ? checkAuthsVariables(env, config, provider?.promisedMinutes) : [],
    ...ofHook,
    ...ofAuth,
    ...ofLedger?.findings ?? [finding("ledger_not_asked", VARIABLES.ledger[0])],
  ]);
}

/** What the function warns of for want of a look; where there was one, that says it, or that it is well. */
const isOfRetention = ({ id, subject }: Finding): boolean =>
  id === "variable_risky" && subject === VARIABLES.ledgerKeepDays[0];

const reportOf = (findings: readonly Finding[]): Report => ({
  ok: findings.every(({ level }) => level !== "error"),
  findings: [...findings].sort(byGravity),
});

async function atTheHook(
  { url: given }: DoctorOptions,
  env: Env,
  { config, secrets }: Configuration,
  world: DoctorWorld,
  now: () => number,
): Promise<Finding[]> {
  const url = given ?? cleanValue(env["GOTRUE_HOOK_SEND_SMS_URI"]);
  if (url === undefined) return [finding("hook_not_asked", "--url")];
  if (secrets.length === 0) return [finding("hook_not_signed", VARIABLES.hookSecrets[0])];
  const ofPlace = config ? checkPlace(url, config) : [];
  return [...ofPlace, ...await checkHook(url, secrets, { world, now })];
}

async function atAuth(
  { authUrl: given, processEnv }: DoctorOptions,
  env: Env,
  { config }: Configuration,
  world: DoctorWorld,
): Promise<Finding[]> {
  const authUrl = given ?? cleanValue(env["SUPABASE_URL"]);
  if (authUrl === undefined) return [finding("auth_not_asked", "--auth-url")];
  const apiKey = ["SUPABASE_ANON_KEY", "SUPABASE_PUBLISHABLE_KEY"]
    .map((name) => cleanValue(env[name]) ?? cleanValue(processEnv[name])).find((key) => key !== undefined);
  return await checkAuth(authUrl, { world, config, apiKey });
}
