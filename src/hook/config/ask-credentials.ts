import type { AskCredentials } from "../aliyun/rpc-call.ts";
import type { Config } from "./config.ts";

/**
 * The keys of the environment, which stay as they are until a restart.
 * @param askHost for the account of no name, where the environment has no key for it
 */
export function createAskCredentials(
  { credentials, accounts }: Pick<Config, "credentials" | "accounts">,
  askHost?: AskCredentials,
): AskCredentials {
  return function askCredentials(account) {
    if (account === undefined && credentials === undefined && askHost) return askHost(account);
    const own = account === undefined ? credentials : accounts.get(account);
    if (own === undefined) {
      throw new Error(`Cannot give the access key of '${account}': it is not configured`);
    }
    return own;
  };
}
