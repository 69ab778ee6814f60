import { readCommandLine } from "../../command-line/read-command-line.ts";
import { oneOf } from "../one-of.ts";
import { APIS, AUTH_AT, type AuthAt, NUMBERS, type Numbers } from "./answers.ts";
import { USAGE } from "./usage.ts";

const NAME = "npm run setup";
const FLAGS = {
  yes: { type: "boolean" },
  force: { type: "boolean" },
  auth: { type: "string" },
  numbers: { type: "string" },
  countries: { type: "string" },
  api: { type: "string" },
  "access-key-id": { type: "string" },
  sign: { type: "string" },
  template: { type: "string" },
  "function-url": { type: "string" },
  endpoint: { type: "string" },
  "env-file": { type: "string" },
  into: { type: "string" },
} as const;

export interface Flags {
  yes: boolean;
  force: boolean;
  auth: AuthAt | undefined;
  numbers: Numbers | undefined;
  countries: string | undefined;
  api: (typeof APIS)[number] | undefined;
  accessKeyId: string | undefined;
  sign: string | undefined;
  template: string | undefined;
  functionUrl: string | undefined;
  endpoint: string | undefined;
  envFile: string;
  into: string | undefined;
  lang: string | undefined;
  help: boolean;
}

/** @throws {UsageError} If a flag is unknown or has a word that it does not take. */
export function readFlags(args: readonly string[]): Flags {
  const { flags } = readCommandLine({ name: NAME, flags: FLAGS, help: USAGE }, args, {});
  const chosen = <T extends string>(
    flag: keyof typeof FLAGS,
    given: string | undefined,
    words: readonly T[],
  ) => given === undefined ? undefined : oneOf(NAME, `--${flag}`, given, words);
  return {
    yes: flags.yes ?? false,
    force: flags.force ?? false,
    auth: chosen("auth", flags.auth, AUTH_AT),
    numbers: chosen("numbers", flags.numbers, NUMBERS),
    countries: flags.countries,
    api: chosen("api", flags.api, APIS),
    accessKeyId: flags["access-key-id"],
    sign: flags.sign,
    template: flags.template,
    functionUrl: flags["function-url"],
    endpoint: flags.endpoint,
    envFile: flags["env-file"] ?? ".env",
    into: flags.into,
    lang: flags.lang,
    help: flags.help ?? false,
  };
}
