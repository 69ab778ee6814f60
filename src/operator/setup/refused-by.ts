import { checkConfiguration } from "../doctor/check-configuration.ts";
import { readEnvFile } from "../doctor/read-env-file.ts";
import type { Text } from "../text.ts";

/** What a file of this text would keep the function from starting with, as the function reads it; nothing where all is well. */
export function refusedBy(envFile: string, text: string): Text[] {
  const { env, findings } = readEnvFile(envFile, new TextEncoder().encode(text));
  return [...findings, ...checkConfiguration(env).findings].filter(({ level }) => level === "error");
}
