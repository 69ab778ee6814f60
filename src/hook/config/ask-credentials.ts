import type { AskCredentials } from "../aliyun/transport.ts";
import type { Config } from "./config.ts";

/** The keys of the environment, which stay as they are until a restart. */
export function createAskCredentials(
  { credentials, accounts }: Pick<Config, "credentials" | "accounts">,
): AskCredentials {
  return function askCredentials(account) {
    const own = account === undefined ? credentials : accounts.get(account);
    if (own === undefined) {
      throw new Error(`Cannot give the access key of '${account}': it is not configured`);
    }
    return own;
  };
}
