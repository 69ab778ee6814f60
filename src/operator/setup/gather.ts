import { publicEndpoint } from "../../hook/aliyun/endpoints.ts";
import { keyIdProblem, keySecretProblem } from "../../hook/config/read-credentials.ts";
import type { SmsApi } from "../../hook/sms/route.ts";
import type { DoctorWorld } from "../doctor/world.ts";
import type { Text } from "../text.ts";
import { type Answers, type Numbers, PRODUCTS_FOR } from "./answers.ts";
import type { Ask, Option } from "./ask.ts";
import { countriesOf, countriesProblem } from "./countries.ts";
import type { Flags } from "./flags.ts";
import { listAccount, minutesIn, paramsFor, readTemplate, type TemplateChoice } from "./list-account.ts";
import { placeFor } from "./place.ts";
import * as q from "./questions.ts";

export interface GatherDeps {
  ask: Ask;
  world: DoctorWorld;
  say: (text: Text) => void;
  /** Of the environment: a secret is no flag, which every user of the machine could read. */
  keySecret: string | undefined;
  makeSecret: () => string;
}

/** Asks for what no flag has answered. */
export async function gather(flags: Flags, deps: GatherDeps): Promise<Answers> {
  const { ask, say } = deps;
  const authAt = flags.auth ?? await ask.choose(q.WHERE_AUTH, q.AUTH_OPTIONS);
  const numbers = flags.numbers ?? await ask.choose(q.WHERE_NUMBERS, q.NUMBERS_OPTIONS);
  const named = flags.countries ??
    (numbers === "mainland" ? undefined : await ask.text(q.WHICH_COUNTRIES, countriesProblem));
  const countries = named === undefined ? undefined : countriesOf(numbers, named);
  const api = flags.api ?? await ask.choose(q.WHICH_API, productsFor(numbers));
  const place = placeFor(authAt, numbers, api);
  say({ en: `Run the function on ${place.en}.`, zh: `建议运行位置：${place.zh}。` });
  const accessKeyId = flags.accessKeyId ?? await ask.text(q.KEY_ID, keyIdAnswerProblem);
  const accessKeySecret = deps.keySecret ?? await ask.secret(q.KEY_SECRET, keySecretAnswerProblem);
  const known = { accessKeyId, accessKeySecret };
  const chosen = api === "dysmsapi"
    ? await chooseOwn(flags, known, deps)
    : api === "dypnsapi"
    ? await nameBundled(flags, deps)
    : { sign: flags.sign, template: flags.template, params: {}, codeMinutes: undefined };
  return {
    authAt,
    numbers,
    countries,
    api,
    ...known,
    ...chosen,
    codeMinutes: chosen.codeMinutes ?? 5,
    hookSecret: deps.makeSecret(),
    functionUrl: flags.functionUrl ?? place.url,
    endpoint: flags.endpoint,
  };
}

type Chosen = Pick<Answers, "sign" | "template" | "params"> & { codeMinutes: number | undefined };

function productsFor(numbers: Numbers): readonly [Option<SmsApi>, ...Option<SmsApi>[]] {
  const [first, ...others] = PRODUCTS_FOR[numbers];
  return [q.API_OPTIONS[first], ...others.map((api) => q.API_OPTIONS[api])];
}

/** Of the account's approved ones, where the key may list them; else by name. */
async function chooseOwn(
  flags: Flags,
  key: Pick<Answers, "accessKeyId" | "accessKeySecret">,
  { ask, world, say }: GatherDeps,
): Promise<Chosen> {
  const credentials = { ...key, securityToken: undefined };
  const endpoint = flags.endpoint ?? publicEndpoint("dysmsapi", "cn-hangzhou");
  const needsList = flags.sign === undefined || flags.template === undefined;
  const account = needsList ? await listAccount(credentials, endpoint, world) : undefined;
  if (account?.status === "refused") {
    say({
      en:
        `The account's signatures and templates could not be listed (${account.cause}); type them, or look at the key first.`,
      zh: `无法列出账号的签名和模板（${account.cause}）；请手动填写，或先检查密钥。`,
    });
  }
  const listed = account?.status === "listed" ? account : { signs: [], templates: [] };
  const sign = flags.sign ?? await chooseFrom(ask, q.WHICH_SIGN, listed.signs.map(signOption)) ??
    await askText(ask, q.SIGN_NAME);
  const template = flags.template ??
    await chooseFrom(ask, q.WHICH_TEMPLATE, listed.templates.map(templateOption)) ??
    await askText(ask, q.TEMPLATE_CODE);
  const content = listed.templates.find(({ code }) => code === template)?.content ??
    await readTemplate(credentials, endpoint, template, world);
  if (content === undefined) return { sign, template, params: {}, codeMinutes: undefined };
  return { sign, template, params: paramsFor(content), codeMinutes: minutesIn(content) };
}

async function nameBundled(flags: Flags, { ask }: GatherDeps): Promise<Chosen> {
  const sign = flags.sign ?? await askText(ask, q.SIGN_NAME);
  const template = flags.template ?? await askText(ask, q.TEMPLATE_CODE);
  return { sign, template, params: {}, codeMinutes: undefined };
}

const signOption = (name: string): Option<string> => ({ value: name, label: { en: name, zh: name } });
const templateOption = ({ code, name, content }: TemplateChoice): Option<string> => {
  const label = `${code} ${name}: ${content}`;
  return { value: code, label: { en: label, zh: label } };
};

async function chooseFrom(
  ask: Ask,
  question: Text,
  options: readonly Option<string>[],
): Promise<string | undefined> {
  const [first, ...others] = options;
  return first && await ask.choose(question, [first, ...others]);
}

const askText = (ask: Ask, question: Text): Promise<string> =>
  ask.text(question, (answer) => answer === "" ? q.NEEDED : undefined);

function keyIdAnswerProblem(answer: string): Text | undefined {
  if (answer === "") return q.NEEDED;
  const wrong = keyIdProblem(answer);
  return wrong && { en: `The id ${wrong.en}`, zh: `AccessKey ID ${wrong.zh}` };
}

function keySecretAnswerProblem(answer: string): Text | undefined {
  if (answer === "") return q.NEEDED;
  const wrong = keySecretProblem(answer);
  return wrong && { en: `The secret ${wrong.en}`, zh: `AccessKey Secret ${wrong.zh}` };
}
