import type { Credentials } from "../aliyun/rpc-call.ts";
import { cleanValue } from "./clean-value.ts";
import type { EnvReader } from "./env-reader.ts";

/**
 * Whether the operator has set an access key. A temporary one is what a host has left there at start, and expires
 * (Function Compute does: alibabacloud.com/help/en/functioncompute/fc/environment-variables).
 */
export const hasLastingKey = (reader: EnvReader): boolean =>
  reader.text("securityToken") === undefined &&
  (reader.text("accessKeyId") ?? reader.text("accessKeySecret")) !== undefined;

export function readCredentials(reader: EnvReader): Credentials {
  const credentials: Credentials = {
    accessKeyId: reader.required(
      "accessKeyId",
      "create an access key for a RAM user that may only send SMS",
      "请为仅有发送短信权限的 RAM 用户创建 AccessKey",
    ),
    accessKeySecret: reader.required(
      "accessKeySecret",
      "it is shown once, when the access key is created",
      "创建 AccessKey 时仅显示一次，请妥善保存后填写",
    ),
    securityToken: reader.text("securityToken"),
  };
  checkKey(credentials, {
    id: (en, zh) => reader.report("accessKeyId", en, zh),
    secret: (en, zh) => reader.report("accessKeySecret", en, zh),
  });
  return credentials;
}

/**
 * The keys of the accounts that routes name. They are variables of their own, because a key has no place in
 * ALIYUN_SMS_ROUTES, which the log shows parts of.
 */
export function readAccounts(reader: EnvReader, names: readonly string[]): ReadonlyMap<string, Credentials> {
  return new Map([...new Set(names)].map((name) => [name, readAccount(reader, name)]));
}

function readAccount(reader: EnvReader, account: string): Credentials {
  const variable = (part: string) => `ALIBABA_CLOUD_${part}_${account}`;
  const read = (part: string): string => {
    const value = cleanValue(reader.env[variable(part)]);
    if (value !== undefined) return value;
    reader.reportVariable(
      variable(part),
      "is not set: a route of ALIYUN_SMS_ROUTES names this account in `credentials`",
      "未设置：ALIYUN_SMS_ROUTES 中有路由通过 credentials 引用了该账号",
    );
    return "";
  };
  const credentials: Credentials = {
    accessKeyId: read("ACCESS_KEY_ID"),
    accessKeySecret: read("ACCESS_KEY_SECRET"),
    securityToken: cleanValue(reader.env[variable("SECURITY_TOKEN")]),
  };
  checkKey(credentials, {
    id: (en, zh) => reader.reportVariable(variable("ACCESS_KEY_ID"), en, zh),
    secret: (en, zh) => reader.reportVariable(variable("ACCESS_KEY_SECRET"), en, zh),
  });
  return credentials;
}

type Report = (en: string, zh: string) => void;

/** A key id begins with LTAI, a temporary one with STS.; a secret never does. */
const KEY_ID = /^(LTAI|STS\.)/;

type Wrong = { en: string; zh: string };

/** @returns what is wrong with a secret, behind its name; the set-up asks by the same rule */
export function keySecretProblem(secret: string): Wrong | undefined {
  if (KEY_ID.test(secret)) {
    return {
      en: "holds an access key id (LTAI… or STS.…): id and secret may be swapped",
      zh: "填写的是 AccessKey ID（LTAI… 或 STS.…）：ID 与 Secret 可能填反了",
    };
  }
  return /[^!-~]/.test(secret)
    ? {
      en: "holds a blank or a character that no secret has: copy it again, on one line",
      zh: "含有空白或密钥中不会出现的字符：请重新复制，并写在同一行",
    }
    : undefined;
}

/** @returns what is wrong with an id, behind its name */
export function keyIdProblem(id: string, securityToken?: string): Wrong | undefined {
  if (/[^\w.-]/.test(id)) {
    return {
      en: "must be letters and digits, such as LTAI…: copy it again",
      zh: "只能包含字母和数字（例如 LTAI…）：请重新复制",
    };
  }
  return id.startsWith("STS.") && securityToken === undefined
    ? {
      en: "is of a temporary key (STS.…), which needs its ALIBABA_CLOUD_SECURITY_TOKEN too",
      zh: "是临时密钥（STS.…），还需要对应的 ALIBABA_CLOUD_SECURITY_TOKEN",
    }
    : undefined;
}

function checkKey(
  { accessKeyId, accessKeySecret, securityToken }: Credentials,
  report: { id: Report; secret: Report },
): void {
  const secret = keySecretProblem(accessKeySecret);
  if (secret) report.secret(secret.en, secret.zh);
  const id = keyIdProblem(accessKeyId, securityToken);
  if (id) report.id(id.en, id.zh);
}
