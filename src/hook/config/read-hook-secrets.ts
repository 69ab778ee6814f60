import type { EnvReader } from "./env-reader.ts";

/** What Auth itself accepts behind `v1,whsec_` (supabase/auth internal/conf: symmetricSecretFormat). */
const SYMMETRIC = /^[A-Za-z0-9+/]{30,}={0,2}$/;

/** @returns the secrets as base64, without prefixes, in their order */
export function readHookSecrets(reader: EnvReader): string[] {
  const value = reader.required(
    "hookSecrets",
    'use the secret of the Send SMS hook in Auth, "v1,whsec_…"; several are separated by "|"',
    "请填写 Auth 中 Send SMS Hook 的密钥（v1,whsec_…），多个密钥用“|”分隔",
  );
  const secrets = value.split("|").map((secret) => secret.trim()).filter(Boolean);
  secrets.forEach((secret, i) => check(reader, secret, i + 1));
  if (value && secrets.length === 0) {
    reader.report("hookSecrets", "holds no secret, only separators", "只有分隔符，没有密钥");
  }
  return secrets.map(bare);
}

const bare = (secret: string): string => secret.replace(/^v1,/, "").replace(/^whsec_/, "");

function check(reader: EnvReader, secret: string, position: number): void {
  if (secret.startsWith("v1a,") || /^wh[ps]k_/.test(secret)) {
    reader.report(
      "hookSecrets",
      `entry ${position} is an asymmetric secret (v1a): Auth accepts it but cannot sign with it, so every send ` +
        'would fail; generate a symmetric one, "v1,whsec_" and 32 random bytes in base64',
      `第 ${position} 个是非对称密钥（v1a）：Auth 可以保存但无法用它签名，所有短信都会失败；` +
        "请改用对称密钥，即 v1,whsec_ 加上 32 字节随机数的 base64",
    );
  } else if (!hasForm(bare(secret))) {
    const begins = secret.startsWith("v1,whsec_");
    reader.report(
      "hookSecrets",
      `entry ${position} ${
        begins ? "" : "does not begin with v1,whsec_: it "
      }must be "v1,whsec_" and at least 32 characters of base64: copy it from Auth's hook ` +
        'settings, or make one with: echo "v1,whsec_$(openssl rand -base64 32)"',
      `第 ${position} 个${
        begins ? "" : "不以 v1,whsec_ 开头："
      }必须是 v1,whsec_ 加至少 32 个字符的 base64：请从 Auth 的 Hook 设置中复制，` +
        '或用 echo "v1,whsec_$(openssl rand -base64 32)" 生成',
    );
  } else if (isKnownToAll(bare(secret))) {
    reader.report(
      "hookSecrets",
      `entry ${position} is no secret (it repeats a few characters, or stands in public examples), so anybody could send ` +
        'at your cost; make one with: echo "v1,whsec_$(openssl rand -base64 32)"',
      `第 ${position} 个不是真正的密钥（由少数字符重复组成，或出自公开示例），任何人都能用它发短信，费用由您承担；` +
        '请用 echo "v1,whsec_$(openssl rand -base64 32)" 生成',
    );
  }
}

/** Of Standard Webhooks' and Supabase Auth's own examples and tests. */
const PUBLIC_SECRETS = [
  "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  "NDYzODhlNTY0ZGI1OWZjYTU2NjMwN2FhYzM3YzBk",
  "VGhpcyBpcyBhbiBleGFtcGxlIG9mIGEgc2hvcnRlciBCYXNlNjQgc3RyaW5n",
];

/** 32 random characters of base64 have fewer than ten different ones about never. */
const isKnownToAll = (text: string): boolean =>
  new Set(text.replace(/=+$/, "")).size < 10 || PUBLIC_SECRETS.some((known) => text.startsWith(known));

const hasForm = (text: string): boolean => SYMMETRIC.test(text) && text.length >= 32 && isBase64(text);

/** The verifier's decoder is strict about padding. */
function isBase64(text: string): boolean {
  try {
    return text.length % 4 === 0 && atob(text).length > 0;
  } catch {
    return false;
  }
}
