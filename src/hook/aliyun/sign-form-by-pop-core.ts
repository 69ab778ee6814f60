import type RPCClient from "@alicloud/pop-core";
import type { RpcCall, SignedForm, SignForm } from "./rpc-call.ts";

/**
 * The vendor's SDK composes and signs; our own carrier sends what it made. Its HTTP client cannot be used:
 * on Deno 2.1.4 a reset by the provider ends the process, it ignores abort signals and HTTP statuses, and
 * it throws what are not errors (docs/adr/0002). Its `beforeRequest` hook hands the request over.
 */
export async function createSignFormByPopCore(): Promise<SignForm> {
  const { default: PopCore } = await import("@alicloud/pop-core");
  return function signForm(call, { accessKeyId, accessKeySecret, securityToken }) {
    const client = new PopCore({
      endpoint: call.endpoint,
      apiVersion: call.version,
      accessKeyId,
      accessKeySecret,
      ...(securityToken ? { securityToken } : {}),
    });
    return sign(client, call);
  };
}

/** Thrown inside the SDK to stop it before it opens a connection of its own. */
const HANDED_OVER = new Error("Cannot send by pop-core: the request was handed over to our own carrier");

async function sign(client: RPCClient, { action, params }: RpcCall): Promise<SignedForm> {
  let signed: SignedForm | undefined;
  const options = {
    method: "POST",
    // httpx 2.3 calls this on the SDK's own options, where the signed form is `data`.
    beforeRequest(this: { data?: unknown; headers?: Record<string, string> }): never {
      if (typeof this.data === "string") signed = { form: this.data, headers: { ...this.headers } };
      throw HANDED_OVER;
    },
  };
  try {
    await client.request(action, { ...params }, options);
  } catch (error) {
    if (error !== HANDED_OVER) throw error;
  }
  if (!signed) {
    throw new Error("Cannot sign by pop-core: it handed no form over; is its version the pinned one?");
  }
  return signed;
}
