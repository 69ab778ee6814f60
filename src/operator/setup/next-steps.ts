import { commandsPolicy, functionPolicy } from "../ram-policy.ts";
import type { Text } from "../text.ts";
import type { Answers } from "./answers.ts";
import {
  configToml,
  dashboardSteps,
  gotrueLines,
  MANAGEMENT_API,
  managementBody,
  rdsTable,
  wayBack,
} from "./auth-settings.ts";
import { billSteps } from "./bill-steps.ts";
import { placeFor } from "./place.ts";

const TITLES = {
  policy: {
    en: "RAM policy of the function's key, exactly what it calls",
    zh: "函数所用密钥的 RAM 策略（仅包含实际调用）",
  },
  rolePolicy: {
    en: "RAM policy of the function's role, exactly what it calls",
    zh: "函数角色的 RAM 策略（仅包含实际调用）",
  },
  commands: {
    en: "RAM policy of a key for set-up, doctor and test send; the function does not need it",
    zh: "设置、诊断和测试发送所用密钥的 RAM 策略（函数不需要）",
  },
  deploy: { en: "First put the function into its place", zh: "首先部署函数" },
  test: { en: "Then test it there, before Auth uses it", zh: "然后在 Auth 使用之前先测试" },
  bill: { en: "Before you switch it on, what stops a bill", zh: "打开之前，先设置费用的上限" },
  auth: {
    en: "Last, Auth's settings; the hook itself is the last of them",
    zh: "最后修改 Auth 的设置，Hook 放在最后打开",
  },
  back: {
    en: "The way back, one step: switch the hook off, and Auth sends as it did before",
    zh: "退回只需一步：关闭 Hook，Auth 即恢复原来的发送方式",
  },
} as const satisfies Record<string, Text>;

/** What is left to the person, in an order that is safe for a project with users. */
export function nextSteps(answers: Answers, envFile: string, language: keyof Text): string {
  const { authAt, numbers, api, functionUrl } = answers;
  const place = placeFor(authAt, numbers, api);
  const title = (name: keyof typeof TITLES) => `# ${TITLES[name][language]}`;
  const json = (value: unknown) => JSON.stringify(value, null, 2);
  return [
    place.key === "role"
      ? [title("rolePolicy"), json(functionPolicy(api)), noKey(envFile)[language]]
      : [title("policy"), json(functionPolicy(api)), ownKey(envFile)[language]],
    [title("commands"), json(commandsPolicy(api))],
    [title("deploy"), place[language], place.build(envFile), pageIn(place.page, language)],
    [
      title("test"),
      `npm run doctor -- --env-file ${envFile} --url ${functionUrl}`,
      `npm run send-test -- --env-file ${envFile} --through hook --url ${functionUrl} +86…`,
    ],
    [title("bill"), billSteps(answers, envFile, language)],
    [title("auth"), ...authSettings(answers, language)],
    [title("back"), wayBack(answers, language)],
  ].map((part) => part.join("\n")).join("\n\n") + "\n";
}

/** Who set up with a key that lists would otherwise deploy that one. */
const ownKey = (envFile: string): Text => ({
  en:
    `Before you deploy: make a RAM user with this policy alone, and put its ALIBABA_CLOUD_ACCESS_KEY_ID and ` +
    `ALIBABA_CLOUD_ACCESS_KEY_SECRET into ${envFile} in place of the key that this set-up used.`,
  zh:
    `部署之前：新建一个只有此策略的 RAM 用户，用它的 ALIBABA_CLOUD_ACCESS_KEY_ID 和 ALIBABA_CLOUD_ACCESS_KEY_SECRET ` +
    `替换 ${envFile} 中本次设置所用的密钥。`,
});

const noKey = (envFile: string): Text => ({
  en:
    `The function stores no key: it has a role with this policy. The key in ${envFile} is for doctor and test send on this ` +
    `machine; the deploy passes on everything else of ${envFile} but SMS_ALLOWED_NUMBERS, also the secret that Auth gets and ` +
    "the total limit.",
  zh: `函数不保存密钥，而是使用带有此策略的角色。${envFile} 中的密钥只供本机的诊断和测试发送使用；` +
    `部署时会带上 ${envFile} 中除 SMS_ALLOWED_NUMBERS 以外的其他全部变量，包括 Auth 所用的 Hook 密钥和总上限。`,
});

const pageIn = (page: string, language: keyof Text): string =>
  language === "zh" ? `各步骤见 ${page.replace(/\.md$/, ".zh-CN.md")}` : `Every step: ${page}`;

function authSettings(answers: Answers, language: keyof Text): string[] {
  switch (answers.authAt) {
    case "hosted":
      return [
        dashboardSteps(answers, language),
        "",
        `PATCH ${MANAGEMENT_API}`,
        managementBody(answers),
      ];
    case "self-hosted":
      return [gotrueLines(answers)];
    case "rds":
      return [rdsTable(answers)];
    case "local":
      return [configToml(answers), "", gotrueLines(answers)];
  }
}
