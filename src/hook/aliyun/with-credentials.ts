import type { AskCredentials, CallResult, Credentials, RpcCall, Transport } from "./transport.ts";

/** The answer where the host has no key to give: nothing was written. */
const NO_CREDENTIALS: CallResult = { status: "not_connected", cause: "no_credentials" };

/** Asks for the key of a call inside its deadline, then signs and carries it. */
export function withCredentials(
  askCredentials: AskCredentials,
  callAs: (credentials: Credentials, call: RpcCall, signal: AbortSignal) => Promise<CallResult>,
): Transport {
  return {
    async call(call, signal) {
      let credentials: Credentials;
      try {
        const asked = askCredentials(call.account);
        // Most hosts have a constant key, which must not cost a turn of the event loop.
        credentials = asked instanceof Promise ? await before(signal, asked) : asked;
      } catch {
        return NO_CREDENTIALS;
      }
      return callAs(credentials, call, signal);
    },
  };
}

function before<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Error("Cannot ask for credentials: the deadline has passed"));
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
