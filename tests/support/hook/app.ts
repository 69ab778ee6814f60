import { composeHook } from "../../../src/hook/compose.ts";
import type { Env } from "../../../src/hook/config/variables.ts";
import { ENV } from "./config.ts";
import { createFakeRuntime } from "./runtime.ts";
import { signAsAuth } from "./signing.ts";

export interface ProviderCall {
  url: string;
  form: Record<string, string>;
}
type Provider = (call: ProviderCall) => { status?: number; body: unknown } | Promise<never>;

const OK: Provider = () => ({
  body: { Code: "OK", Message: "OK", RequestId: "request-of-provider", BizId: "receipt^0" },
});

/**
 * The whole hook with its real adapters; only the network is played. The verifier of signatures reads the
 * system's clock, so a test sets that one (`vi.useFakeTimers({ toFake: ["Date"] })`) and all follow.
 */
export async function createHookUnderTest(
  { env = {}, provider = OK }: { env?: Env; provider?: Provider } = {},
) {
  const calls: ProviderCall[] = [];

  const fetch: typeof globalThis.fetch = async (input, init) => {
    // The hook writes a URL and a form as text; anything else fails the test here.
    if (typeof input !== "string" || typeof init?.body !== "string") {
      throw new Error("Cannot read the request");
    }
    const call = { url: input, form: Object.fromEntries(new URLSearchParams(init.body)) };
    calls.push(call);
    const { status = 200, body } = await provider(call);
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
  };

  const runtime = createFakeRuntime({ at: Date.now(), fetch });
  const { app } = await composeHook({ ...ENV, ...env }, runtime);

  return {
    app,
    calls,
    runtime,
    lines: runtime.lines,
    /** The last line of the log. */
    entry: () => JSON.parse(runtime.lines.at(-1) ?? "{}"),
    /** Signs the body as Auth does and asks. */
    async send(
      payload: unknown,
      { path = "/send-sms", headers = {} }: { path?: string; headers?: Env } = {},
    ) {
      const body = typeof payload === "string" ? payload : JSON.stringify(payload);
      const given = new Headers(
        Object.entries({ ...signAsAuth(body), ...headers }).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value] as [string, string]]
        ),
      );
      return await app.request(path, { method: "POST", headers: given, body });
    },
  };
}

/** The error that the hook answered with, as Auth reads it. */
export async function errorOf(response: Response): Promise<{ http_code: number; message: string }> {
  return JSON.parse(await response.text()).error;
}
