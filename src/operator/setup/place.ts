import type { SmsApi } from "../../hook/sms/route.ts";
import type { Text } from "../text.ts";
import type { AuthAt, Numbers } from "./answers.ts";

export interface Place extends Text {
  /** What makes or starts it, with the function's variables in this file. */
  build(envFile: string): string;
  /** The page with every step. */
  page: string;
  /** Where Auth calls it. */
  url: string;
  /** Where it gets its access key from: what it is given, or a role, which needs none. */
  key: "given" | "role";
}

const FUNCTION_COMPUTE: Place = {
  en:
    "Function Compute in a mainland region: Alibaba Cloud refuses SendSms to mainland numbers from elsewhere",
  zh: "中国大陆地域的函数计算：阿里云不接受从境外通过 SendSms 向大陆号码发送",
  build: () => "npm run build -- --target function-compute",
  page: "docs/deploy/function-compute.md",
  url: "https://<your-function>.cn-hangzhou.fcapp.run/send-sms",
  key: "role",
};
const EDGE_FUNCTION: Place = {
  en: "an Edge Function of the project",
  zh: "项目自己的 Edge Function",
  build: () => "npm run build",
  page: "docs/deploy/hosted-supabase.md",
  url: "https://<ref>.supabase.co/functions/v1/send-sms",
  key: "given",
};
const EDGE_FUNCTION_TO_TRY: Place = {
  ...EDGE_FUNCTION,
  en:
    "an Edge Function of the project; whether Alibaba Cloud takes bundled signatures from abroad is not known, so try it with " +
    "npm run send-test, and use Function Compute where it is refused",
  zh:
    "项目自己的 Edge Function；阿里云是否接受从境外使用赠送签名尚不清楚，请先用 npm run send-test 试发，若被拒绝则改用函数计算",
};
const BESIDE: Place = {
  en: "beside Auth: the instance's own Edge Functions",
  zh: "与 Auth 放在一起：该实例自己的 Edge Functions",
  build: () => "npm run build",
  page: "docs/deploy/self-hosted.md",
  url: "http://host.docker.internal:8000/functions/v1/send-sms",
  key: "given",
};
const RDS: Place = {
  en: "an edge function of the RDS instance, or Function Compute in the mainland",
  zh: "RDS 实例的 Edge Function，或中国大陆的函数计算",
  build: () => "npm run build -- --target rds",
  page: "docs/deploy/rds-supabase.md",
  url: "https://<your-function>/send-sms",
  key: "given",
};
const LOCAL: Place = {
  en: "this machine, for trying out",
  zh: "本机，供试用",
  build: (envFile) => `npm run hook -- --env-file ${envFile}`,
  page: "docs/local-world.md",
  url: "http://127.0.0.1:8000/send-sms",
  key: "given",
};

/** Where the function should run: by where Auth is, where the numbers are, and which product sends. */
export function placeFor(authAt: AuthAt, numbers: Numbers, api: SmsApi): Place {
  if (authAt === "local") return LOCAL;
  if (authAt === "rds") return RDS;
  if (authAt === "self-hosted") return BESIDE;
  if (numbers === "abroad" || api === "globe") return EDGE_FUNCTION;
  return api === "dypnsapi" ? EDGE_FUNCTION_TO_TRY : FUNCTION_COMPUTE;
}
