import { createHmac } from "node:crypto";

export interface SignedRequest {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/** webhook-signature: one per secret, joined with comma and space; or why there can be none. */
export function signWebhook(
  secrets: readonly string[],
  { id, timestamp, body }: SignedRequest,
): { signature: string } | { refused: string } {
  const signatures: string[] = [];
  for (const secret of secrets) {
    // Auth accepts asymmetric secrets at its start and cannot sign with them (hookshttp.go).
    if (!secret.startsWith("v1,")) return { refused: "invalid signature format" };
    const base64 = secret.slice("v1,".length).replace(/^whsec_/, "");
    const fault = base64Fault(base64);
    if (fault) return { refused: `unable to create webhook, err: ${fault}` };
    const mac = createHmac("sha256", Buffer.from(base64, "base64")).update(`${id}.${timestamp}.${body}`);
    signatures.push(`v1,${mac.digest("base64")}`);
  }
  return { signature: signatures.join(", ") };
}

/** Go decodes strictly: whole groups of four, padding at the end only. */
function base64Fault(text: string): string | undefined {
  const odd = text.search(/[^A-Za-z0-9+/=]|=(?=[^=])|={3}/);
  if (odd >= 0) return `illegal base64 data at input byte ${odd}`;
  return text.length % 4 === 0 ? undefined : `illegal base64 data at input byte ${text.length}`;
}
