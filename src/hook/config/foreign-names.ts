import { cleanValue } from "./clean-value.ts";
import type { EnvReader, Problem } from "./env-reader.ts";
import { type Setting, VARIABLES } from "./variables.ts";

interface System {
  en: string;
  zh: string;
  names: Readonly<Record<string, Setting>>;
}

const SYSTEMS: readonly System[] = [
  {
    en: "Logto",
    zh: "Logto ",
    names: {
      accessKeyId: "accessKeyId",
      accessKeySecret: "accessKeySecret",
      signName: "sign",
      templateCode: "template",
    },
  },
  {
    en: "a fork of Auth",
    zh: "某些 Auth 分支",
    names: {
      SMS_ALIYUN_ACCESS_KEY_ID: "accessKeyId",
      SMS_ALIYUN_ACCESS_KEY_SECRET: "accessKeySecret",
      SMS_ALIYUN_SIGN_NAME: "sign",
      SMS_ALIYUN_TEMPLATE_CODE: "template",
      SMS_ALIYUN_ENDPOINT: "endpoint",
      GOTRUE_SMS_ALIYUN_ENDPOINT: "endpoint",
    },
  },
  {
    en: "another hook",
    zh: "其他 Hook ",
    names: {
      SMS_HOOK_SECRET: "hookSecrets",
      SUPABASE_HOOK_SECRET: "hookSecrets",
      SMS_SIGN_NAME: "sign",
      PNVS_SIGN_NAME: "sign",
      SMS_TEMPLATE_CODE: "template",
      PNVS_TEMPLATE_CODE: "template",
      ALIYUN_REGION_ID: "region",
      ALIYUN_SMS_ACTION: "api",
      ALIYUN_SMS_TEMPLATE_MIN: "codeMinutes",
    },
  },
];

/** What other systems call a setting of ours; docs/moving-over.md says what becomes of each. */
export const FOREIGN_NAMES = SYSTEMS.flatMap(({ en, zh, names }) =>
  Object.entries(names).map(([name, setting]) => ({ name, en, zh, setting }))
);

/** @returns our name for what another system calls so */
export function ourNameFor(name: string): string | undefined {
  const found = FOREIGN_NAMES.find((one) => one.name === name);
  return found && VARIABLES[found.setting][0];
}

/**
 * A name that was brought along from elsewhere is told with what is missing for it. Where the setting is given under a
 * name of ours, the other name may belong to another program, and is no news.
 * @returns those of a setting that may be missing
 */
export function tellOfForeignNames({ env, problems, text }: EnvReader): Problem[] {
  return FOREIGN_NAMES.flatMap(({ name, en, zh, setting }) => {
    if (cleanValue(env[name]) === undefined || text(setting) !== undefined) return [];
    const [ours] = VARIABLES[setting];
    const missing = problems.find(({ variable }) => variable === ours);
    if (missing) {
      missing.en += `; ${name}, which is set, is what ${en} calls it`;
      missing.zh += `；已设置的 ${name} 是${zh}的叫法`;
      missing.toldWith = [...missing.toldWith ?? [], name];
      return [];
    }
    return [{
      variable: name,
      en: `is what ${en} calls ${ours}, and is not read here: write it under that name`,
      zh: `是${zh}对 ${ours} 的叫法，此处不会读取：请改用后者`,
    }];
  });
}
