import { cleanValue } from "./clean-value.ts";
import type { EnvReader } from "./env-reader.ts";
import { type Setting, VARIABLES } from "./variables.ts";

/** What other systems call a setting of ours; docs/moving-over.md says what becomes of each. */
export const FOREIGN_NAMES = {
  "Logto": {
    accessKeyId: "accessKeyId",
    accessKeySecret: "accessKeySecret",
    signName: "sign",
    templateCode: "template",
  },
  "Alibaba Cloud's SDK": {
    ALIBABA_CLOUD_REGION_ID: "region",
  },
  "a fork of Auth": {
    SMS_ALIYUN_ACCESS_KEY_ID: "accessKeyId",
    SMS_ALIYUN_ACCESS_KEY_SECRET: "accessKeySecret",
    SMS_ALIYUN_SIGN_NAME: "sign",
    SMS_ALIYUN_TEMPLATE_CODE: "template",
    SMS_ALIYUN_ENDPOINT: "endpoint",
    GOTRUE_SMS_ALIYUN_ENDPOINT: "endpoint",
  },
  "another hook": {
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
} as const satisfies Record<string, Readonly<Record<string, Setting>>>;

const ZH: Readonly<Record<keyof typeof FOREIGN_NAMES, string>> = {
  "Logto": "Logto ",
  "Alibaba Cloud's SDK": "阿里云 SDK ",
  "a fork of Auth": "某些 Auth 分支",
  "another hook": "其他 Hook ",
};

interface ForeignName {
  name: string;
  en: string;
  zh: string;
  setting: Setting;
}
// Object.keys widens the keys of FOREIGN_NAMES to string.
const FOREIGN: readonly ForeignName[] = (Object.keys(FOREIGN_NAMES) as (keyof typeof FOREIGN_NAMES)[])
  .flatMap((of) =>
    Object.entries<Setting>(FOREIGN_NAMES[of]).map(([name, setting]) => ({
      name,
      en: of,
      zh: ZH[of],
      setting,
    }))
  );

/** @returns our name for what another system calls so */
export function ourNameFor(name: string): string | undefined {
  const found = FOREIGN.find((one) => one.name === name);
  return found && VARIABLES[found.setting][0];
}

/**
 * A name that was brought along from elsewhere is told beside what is missing for it. Where the setting is given under a
 * name of ours, the other name may belong to another program, and is no news.
 */
export function tellOfForeignNames(reader: EnvReader): void {
  for (const { name, en, zh, setting } of FOREIGN) {
    if (cleanValue(reader.env[name]) === undefined || reader.text(setting) !== undefined) continue;
    const [ours] = VARIABLES[setting];
    const missing = reader.problems.some(({ variable }) => variable === ours);
    (missing ? reader.problems : reader.warnings).push({
      variable: name,
      en: `is what ${en} calls ${ours}, and is not read here: write it under that name`,
      zh: `是${zh}对 ${ours} 的叫法，此处不会读取：请改用后者`,
    });
  }
}
