import { isIP } from "node:net";
import type { Text } from "../text.ts";

/**
 * Which address of ours the provider saw, where its refusal names one. Nobody else is asked: behind NAT or a proxy only
 * the other end knows, and a stranger who is asked learns of this machine.
 * @param message the provider's own text, of which nothing else is shown
 */
export function addressIn(message: unknown): Text {
  const words = typeof message === "string" ? message.match(/[\da-f:.]{7,45}/gi) ?? [] : [];
  // A sentence may end behind it.
  const address = words.map((word) => word.replace(/[.:]+$/, "")).find((word) => isIP(word) !== 0);
  return address === undefined
    ? { en: "it does not say which address it saw", zh: "未说明看到的地址" }
    : { en: `it saw ${address}`, zh: `看到的地址为 ${address}` };
}
