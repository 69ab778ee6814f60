import type { EnvReader } from "./env-reader.ts";

/** 32 random characters of 64 are 192 bits. */
const MIN_CHARS = 32;
const MAX_CHARS = 128;

/** The unguessable end of the receipts' path, for pushes come unsigned (docs/receipts.md). */
export function readReceiptsToken(reader: EnvReader, secrets: readonly string[]): string | undefined {
  const token = reader.text("receiptsToken");
  if (token === undefined) return undefined;
  if (!/^[\w-]+$/.test(token) || token.length < MIN_CHARS || token.length > MAX_CHARS) {
    reader.report(
      "receiptsToken",
      `must be ${MIN_CHARS} to ${MAX_CHARS} letters, digits, - and _, for it stands in a URL; make one with: openssl rand -hex 32`,
      `必须是 ${MIN_CHARS}–${MAX_CHARS} 位字母、数字、- 或 _（会出现在 URL 中）；可用 openssl rand -hex 32 生成`,
    );
  } else if (new Set(token).size < 10) {
    reader.report(
      "receiptsToken",
      "repeats a few characters, so anybody could guess it and forge receipts; make one with: openssl rand -hex 32",
      "由少数字符重复组成，容易被猜到并伪造回执；请用 openssl rand -hex 32 生成",
    );
  } else if (secrets.some((secret) => secret !== "" && (secret.includes(token) || token.includes(secret)))) {
    reader.report(
      "receiptsToken",
      "is a secret of another use: a URL is seen by proxies and consoles; make one of its own with: openssl rand -hex 32",
      "与其他密钥相同：URL 会被代理和控制台看到，请用 openssl rand -hex 32 另行生成",
    );
  }
  return token;
}
