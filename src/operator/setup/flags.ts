import { parseArgs } from "node:util";
import { APIS, AUTH_AT, type AuthAt, NUMBERS, type Numbers } from "./answers.ts";

export const OPTIONS = {
  yes: { type: "boolean", default: false },
  force: { type: "boolean", default: false },
  auth: { type: "string" },
  numbers: { type: "string" },
  countries: { type: "string" },
  api: { type: "string" },
  "access-key-id": { type: "string" },
  sign: { type: "string" },
  template: { type: "string" },
  "function-url": { type: "string" },
  endpoint: { type: "string" },
  "env-file": { type: "string", default: ".env" },
  into: { type: "string" },
  lang: { type: "string" },
  help: { type: "boolean", default: false },
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

/** @throws {Error} If a flag is unknown or has a word that it does not take. */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  return {
    ...values,
    auth: oneOf("auth", values.auth, AUTH_AT),
    numbers: oneOf("numbers", values.numbers, NUMBERS),
    api: oneOf("api", values.api, APIS),
    countries: values.countries,
    accessKeyId: values["access-key-id"],
    sign: values.sign,
    template: values.template,
    functionUrl: values["function-url"],
    endpoint: values.endpoint,
    envFile: values["env-file"],
    into: values.into,
    lang: values.lang,
  };
}

function oneOf<T extends string>(
  flag: string,
  given: string | undefined,
  words: readonly T[],
): T | undefined {
  if (given === undefined) return undefined;
  const word = words.find((one) => one === given);
  if (word === undefined) throw new Error(`--${flag} must be one of: ${words.join(", ")}`);
  return word;
}
