import { readCommandLine } from "../../command-line/read-command-line.ts";
import { keyIdProblem } from "../../hook/config/read-credentials.ts";
import { oneOf } from "../one-of.ts";
import { usageError } from "../../command-line/usage-error.ts";
import { APIS, AUTH_AT, type AuthAt, NUMBERS, type Numbers, PRODUCTS_FOR } from "./answers.ts";
import { countriesProblem } from "./countries.ts";
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
  const numbers = chosen("numbers", flags.numbers, NUMBERS);
  const api = chosen("api", flags.api, APIS);
  if (numbers && api && !PRODUCTS_FOR[numbers].includes(api)) {
    const products = PRODUCTS_FOR[numbers].join(", ");
    throw usageError(
      NAME,
      `--api ${api} does not reach all of --numbers ${numbers}: take ${products}; a second product is a route of its own`,
      `--api ${api} 不能发往 --numbers ${numbers} 的全部号码：请用 ${products}；另一产品可作为单独的路由`,
    );
  }
  const wrong = flags.countries === undefined ? undefined : countriesProblem(flags.countries);
  if (wrong) throw usageError(NAME, `--countries: ${wrong.en}`, `--countries：${wrong.zh}`);
  const wrongId = flags["access-key-id"] === undefined ? undefined : keyIdProblem(flags["access-key-id"]);
  if (wrongId) throw usageError(NAME, `--access-key-id ${wrongId.en}`, `--access-key-id ${wrongId.zh}`);
  if (flags["function-url"] !== undefined && !/^https?:\/\/[^\s]+$/.test(flags["function-url"])) {
    throw usageError(
      NAME,
      "--function-url must be an address, such as https://…/send-sms",
      "--function-url 必须是完整地址，例如 https://…/send-sms",
    );
  }
  return {
    yes: flags.yes ?? false,
    force: flags.force ?? false,
    auth: chosen("auth", flags.auth, AUTH_AT),
    numbers,
    countries: flags.countries,
    api,
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
