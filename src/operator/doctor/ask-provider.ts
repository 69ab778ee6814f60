import { createCall } from "../../hook/aliyun/sender.ts";
import { createSignForm } from "../../hook/aliyun/sign-form.ts";
import type { AskCredentials } from "../../hook/aliyun/rpc-call.ts";
import { VERSION } from "../../hook/aliyun/endpoints.ts";
import type { Route } from "../../hook/sms/route.ts";
import { causeOf, type DoctorWorld, WAIT_MS } from "./world.ts";
import type { CorrectedClock } from "./corrected-clock.ts";

export type ProviderAnswer =
  | { status: "answered"; code: string; httpStatus: number; body: Record<string, unknown>; ms: number }
  | { status: "unreachable"; cause: string }
  | { status: "silent"; cause: string }
  | { status: "not_alibaba"; httpStatus: number };

export type AskProvider = (
  route: Pick<Route, "api" | "endpoint" | "account">,
  action: string,
  params: Readonly<Record<string, string>>,
) => Promise<ProviderAnswer>;

/** Asks as the function does, with its signer and its keys, on the corrected clock. */
export function createAskProvider(
  askCredentials: AskCredentials,
  world: DoctorWorld,
  clock: CorrectedClock,
): AskProvider {
  let cause = "";
  const fetch: typeof globalThis.fetch = async (input, init) => {
    try {
      const response = await world.fetch(input, init);
      clock.observe(new URL(String(input)).host, response.headers.get("date"));
      return response;
    } catch (error) {
      cause = causeOf(error);
      throw error;
    }
  };
  const signForm = createSignForm({ now: clock.now, randomUuid: world.randomUuid });
  const call = createCall({ askCredentials, signForm, fetch });

  return async function ask({ api, endpoint, account }, action, params) {
    const from = world.now();
    const result = await call(
      { endpoint, account, version: VERSION[api], action, params },
      world.timeout(WAIT_MS.provider),
    );
    if (result.status === "not_connected") return { status: "unreachable", cause: cause || result.cause };
    if (result.status === "no_answer") return { status: "silent", cause: result.cause };
    const code = result.status === "answered"
      ? result.body["Code"] ?? result.body["ResponseCode"]
      : undefined;
    return result.status === "answered" && typeof code === "string" && /^[\w.-]{1,80}$/.test(code)
      ? { ...result, code, ms: world.now() - from }
      : { status: "not_alibaba", httpStatus: result.httpStatus };
  };
}
