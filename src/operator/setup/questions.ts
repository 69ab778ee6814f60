import type { Text } from "../text.ts";
import type { AuthAt, Numbers } from "./answers.ts";
import type { Option } from "./ask.ts";

export const WHERE_AUTH: Text = { en: "Where does Auth run?", zh: "Auth 运行在哪里？" };
export const AUTH_OPTIONS: readonly [Option<AuthAt>, ...Option<AuthAt>[]] = [
  {
    value: "hosted",
    label: { en: "hosted Supabase (supabase.com)", zh: "Supabase 官方托管（supabase.com）" },
  },
  { value: "self-hosted", label: { en: "self-hosted Supabase", zh: "自建 Supabase" } },
  { value: "rds", label: { en: "RDS Supabase of Alibaba Cloud", zh: "阿里云 RDS Supabase" } },
  { value: "local", label: { en: "on this machine, for trying out", zh: "本机，供试用" } },
];

export const WHERE_NUMBERS: Text = { en: "Where are your users' numbers?", zh: "用户的手机号在哪里？" };
export const NUMBERS_OPTIONS: readonly [Option<Numbers>, ...Option<Numbers>[]] = [
  { value: "mainland", label: { en: "mainland China", zh: "中国大陆" } },
  { value: "abroad", label: { en: "elsewhere", zh: "其他国家和地区" } },
  { value: "both", label: { en: "both", zh: "两者都有" } },
];

export const WHICH_COUNTRIES: Text = {
  en: "Which countries do you serve? ISO codes, such as HK,SG",
  zh: "服务哪些国家和地区？请填 ISO 代码，例如 HK,SG",
};
export const WHICH_API: Text = { en: "With which product?", zh: "使用哪个产品？" };
export const API_OPTIONS = {
  dysmsapi: {
    value: "dysmsapi",
    label: { en: "SMS with a signature and template of my own", zh: "短信服务，自有签名和模板" },
  },
  dypnsapi: {
    value: "dypnsapi",
    label: {
      en: "SMS authentication with a bundled signature (individual accounts; mainland only)",
      zh: "短信认证，使用赠送签名（个人账号可用；仅限中国大陆）",
    },
  },
  globe: {
    value: "globe",
    label: {
      en: "international SMS of alibabacloud.com (not to the mainland)",
      zh: "阿里云国际站的国际短信（不能发往中国大陆）",
    },
  },
} as const;

export const KEY_ID: Text = {
  en: "Access key id of a RAM user (LTAI…)",
  zh: "RAM 用户的 AccessKey ID（LTAI…）",
};
export const KEY_SECRET: Text = { en: "Its secret (not shown)", zh: "AccessKey Secret（不显示）" };
export const WHICH_SIGN: Text = { en: "Which signature?", zh: "使用哪个签名？" };
export const SIGN_NAME: Text = { en: "The signature's name, without 【】", zh: "签名名称，不带【】" };
export const WHICH_TEMPLATE: Text = { en: "Which template?", zh: "使用哪个模板？" };
export const TEMPLATE_CODE: Text = {
  en: "The template's code, SMS_… (100001 to 100005 of the bundled ones)",
  zh: "模板 CODE，SMS_…（赠送模板为 100001–100005）",
};
export const FUNCTION_URL: Text = {
  en: "The function's address, if you know it already",
  zh: "函数地址（如果已经知道）",
};
export const RUN_DOCTOR: Text = {
  en: "Look at everything now (npm run doctor)?",
  zh: "现在运行诊断（npm run doctor）？",
};
export const TEST_SEND: Text = {
  en: "Send a real SMS to your own phone now (npm run send-test)? It costs what one SMS costs",
  zh: "现在向自己的手机发送一条真实短信（npm run send-test）？按一条短信计费",
};
export const OWN_NUMBER: Text = {
  en: "Your number, such as +8613800138000",
  zh: "您的手机号，例如 +8613800138000",
};
export const replaceFile = (file: string): Text => ({
  en: `${file} is there already. Write over it?`,
  zh: `${file} 已存在，是否覆盖？`,
});
export const NEEDED: Text = { en: "Please give an answer", zh: "请填写" };
