import type { AccessKey, Seed, Template } from "./entities.ts";
import { DEFAULT_RECEIPT_SETTINGS } from "./receipt-settings.ts";

export const DEFAULT_ACCESS_KEY_ID = "LTAI-emulator-fake-key-id";
export const DEFAULT_ACCESS_KEY_SECRET = "emulator-fake-key-secret";
export const DEFAULT_STS_ACCESS_KEY_ID = "STS.emulator-fake-key-id";
export const DEFAULT_STS_ACCESS_KEY_SECRET = "emulator-fake-sts-secret";
export const DEFAULT_STS_SECURITY_TOKEN = "emulator-fake-security-token";

export const DEFAULT_SIGN_NAME = "模拟短信测试";
export const PENDING_SIGN_NAME = "模拟审核中";
export const UNFILED_SIGN_NAME = "模拟未报备";
export const BUNDLED_SIGN_NAME = "模拟认证平台";

export const DOMESTIC_TEMPLATE_CODE = "SMS_100000001";
export const INTERNATIONAL_TEMPLATE_CODE = "SMS_100000002";
export const PENDING_TEMPLATE_CODE = "SMS_100000003";
export const REJECTED_TEMPLATE_CODE = "SMS_100000004";

const accessKeys: readonly AccessKey[] = [
  { id: DEFAULT_ACCESS_KEY_ID, secret: DEFAULT_ACCESS_KEY_SECRET },
  {
    id: DEFAULT_STS_ACCESS_KEY_ID,
    secret: DEFAULT_STS_ACCESS_KEY_SECRET,
    securityToken: DEFAULT_STS_SECURITY_TOKEN,
  },
];

const domesticOtp = {
  content: "您的验证码是${code}，5分钟内有效，请勿告诉他人。",
  owner: "account",
  audience: "domestic",
  codeVariable: "code",
} as const satisfies Partial<Template>;

// The real wording of each bundled template is shown in the console only; the metadata gives one sample text.
const bundledTemplates = Object.entries({
  100001: "登录/注册模板",
  100002: "修改绑定手机号模板",
  100003: "重置密码模板",
  100004: "绑定新手机号模板",
  100005: "验证绑定手机号模板",
}).map(([code, name]): Template => ({
  code,
  name,
  content: "您的验证码是${code}，有效期${min}分钟，请勿告诉他人。",
  status: "approved",
  owner: "bundled",
  audience: "domestic",
  codeVariable: "code",
}));

export const DEFAULT_SEED: Seed = {
  accessKeys,
  signs: [
    { name: DEFAULT_SIGN_NAME, status: "approved", owner: "account" },
    { name: PENDING_SIGN_NAME, status: "pending", owner: "account" },
    { name: UNFILED_SIGN_NAME, status: "approved", owner: "account", filed: false },
    { name: BUNDLED_SIGN_NAME, status: "approved", owner: "bundled" },
  ],
  templates: [
    { ...domesticOtp, code: DOMESTIC_TEMPLATE_CODE, name: "验证码", status: "approved" },
    {
      code: INTERNATIONAL_TEMPLATE_CODE,
      name: "Verification code",
      content: "Your verification code is ${code}. It is valid for 5 minutes.",
      status: "approved",
      owner: "account",
      audience: "international",
      codeVariable: "code",
    },
    { ...domesticOtp, code: PENDING_TEMPLATE_CODE, name: "审核中的验证码", status: "pending" },
    { ...domesticOtp, code: REJECTED_TEMPLATE_CODE, name: "未通过的验证码", status: "rejected" },
    ...bundledTemplates,
  ],
  settings: { flowControl: true, balance: 1_000_000 },
  receipts: DEFAULT_RECEIPT_SETTINGS,
};
