import type { SmsSender } from "../sms/sms-sender.ts";
import { composeCall } from "./compose-call.ts";
import { postForm } from "./post-form.ts";
import { readAnswer } from "./read-answer.ts";
import type { AskCredentials, CallResult, Credentials, RpcCall, SignForm } from "./rpc-call.ts";

export interface CallOptions {
  askCredentials: AskCredentials;
  signForm: SignForm;
  fetch: typeof fetch;
}

/** The three APIs of Alibaba Cloud behind one port; one call per send, never a retry of its own. */
export function createAliyunSender(options: CallOptions): SmsSender {
  const call = createCall(options);
  return {
    send: (message, { signal }) => call(composeCall(message), signal).then(readAnswer),
  };
}

/** Never throws for what the provider or the network does, never retries. */
export type Call = (call: RpcCall, signal: AbortSignal) => Promise<CallResult>;

/** Asks for the key of a call inside its deadline, signs and posts it. */
export function createCall({ askCredentials, signForm, fetch }: CallOptions): Call {
  return async function call(rpcCall, signal) {
    let credentials: Credentials;
    try {
      const asked = askCredentials(rpcCall.account);
      // Most hosts have a constant key, which must not cost a turn of the event loop.
      credentials = asked instanceof Promise ? await before(signal, asked) : asked;
    } catch {
      return NO_CREDENTIALS;
    }
    const signed = signForm(rpcCall, credentials);
    const { headers, form } = signed instanceof Promise ? await signed : signed;
    return await postForm(fetch, { url: `${rpcCall.endpoint}/`, headers, form }, signal);
  };
}

/** The answer where the host has no key to give: nothing was written. */
const NO_CREDENTIALS: CallResult = { status: "not_connected", cause: "no_credentials" };

function before<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Error("Cannot ask for credentials: the deadline has passed"));
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
