import type { Env } from "../settings-from-env.ts";

export interface HookConfig {
  readonly uri: string;
  /** As in GOTRUE_HOOK_SEND_SMS_SECRETS: `v1,whsec_<base64>`. None is allowed: the signature is then empty. */
  readonly secrets: readonly string[];
}

/** Hosts that Auth calls without TLS (configuration.go, validateExtensibilityPointURI). */
const PLAIN_HTTP_HOSTS = ["localhost", "127.0.0.1", "[::1]", "host.docker.internal"];
const SYMMETRIC = /^v1,whsec_[A-Za-z0-9+/=]{32,88}/;
const ASYMMETRIC = /^v1a,whpk_[A-Za-z0-9+/=]{44,}:whsk_[A-Za-z0-9+/=]{44,}$/;

/** Undefined when the hook is off; it is validated even then. */
export function hookFromEnv(env: Env): HookConfig | undefined {
  const uri = env.GOTRUE_HOOK_SEND_SMS_URI ?? "";
  const secrets = (env.GOTRUE_HOOK_SEND_SMS_SECRETS ?? "").split("|").filter((secret) => secret !== "");
  const config = { uri, secrets };
  if (uri !== "") checkHook(config);
  return /^(1|t|true)$/i.test(env.GOTRUE_HOOK_SEND_SMS_ENABLED ?? "") ? config : undefined;
}

/** Refuses what a real Auth server refuses at its start. */
export function checkHook({ uri, secrets }: HookConfig): void {
  if (!URL.canParse(uri)) throw new Error(`Cannot call the hook: ${JSON.stringify(uri)} is not a URL`);
  const { protocol, hostname } = new URL(uri);
  if (protocol !== "https:" && protocol !== "http:") {
    throw new Error(`Cannot call the hook: the emulator knows http and https, not ${protocol}`);
  }
  if (protocol === "http:" && !PLAIN_HTTP_HOSTS.includes(hostname)) {
    throw new Error("Cannot call the hook: only localhost, 127.0.0.1, and ::1 are supported with http");
  }
  const bad = secrets.findIndex((secret) => !SYMMETRIC.test(secret) && !ASYMMETRIC.test(secret));
  if (bad >= 0) throw new Error(`Cannot sign for the hook: secret ${bad + 1} has an invalid format`);
}
