import type { Context } from "hono";
import type { Config } from "../config/config.ts";
import type { HookFailure } from "../failure.ts";
import { answerStyle } from "../gotrue/answer-style.ts";
import { replyTo, SUCCESS } from "../gotrue/reply.ts";
import type { Language } from "../gotrue/texts.ts";
import type { HandleSendSms } from "../handle-send-sms.ts";
import { err, type Result } from "../result.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Observe, Seen } from "../seen.ts";
import type { Policy } from "../sms/decide.ts";
import { looksLikeBareMainland } from "../sms/phone-number.ts";
import type { RouteGroup } from "./app.ts";
import { readRequest } from "./read-request.ts";

// The type of a success too: Auth takes none without it (supabase/auth internal/hooks/hookshttp).
const JSON_HEADERS = { "content-type": "application/json" };
/** To whom has not sent a body in time: there is nothing more to wait for on this connection. */
const CLOSING = { ...JSON_HEADERS, connection: "close" };

export interface SendSmsDeps {
  config: Config;
  handleSendSms: HandleSendSms;
  observe: Observe;
  runtime: Runtime;
}

/** Auth's own door, whose key is its signature: everything that is decided is decided in handle-send-sms.ts. */
export function sendSmsRoutes({ config, handleSendSms, observe, runtime }: SendSmsDeps): RouteGroup {
  async function handle(request: Request, seen: Seen): Promise<Result<void, HookFailure>> {
    try {
      const read = await readRequest(request, runtime);
      return read.ok ? await handleSendSms(read.value, seen) : read;
    } catch (error) {
      seen.bug = error instanceof Error ? error.name : typeof error;
      return err({ reason: "bug", cause: "an exception; see the field bug" });
    }
  }

  function answer(seen: Seen, result: Result<void, HookFailure>): Response {
    const response = result.ok ? Response.json(SUCCESS) : refusal(seen, result.error);
    observe(seen, result, runtime.now());
    return response;
  }

  function refusal(seen: Seen, failure: HookFailure): Response {
    const style = answerStyle(seen.request, config.authVersion);
    const { status, body } = replyTo(failure, style, languageOf(seen, config.policy));
    return new Response(body, { status, headers: status === 408 ? CLOSING : JSON_HEADERS });
  }

  async function sendSms(c: Context): Promise<Response> {
    const seen: Seen = { arrivedAt: runtime.now() };
    return answer(seen, await handle(c.req.raw, seen));
  }

  return function mount(app) {
    // One handler per path: two that match are run by Hono's middleware chain, which costs more than the routing.
    for (const path of ["/", "/:function{(?!health$)[^/]+}"]) app.all(path, sendSms);
    app.notFound(() => {
      const cause = "there is nothing here; the hook answers on / and on /<the function's name>";
      return answer({ arrivedAt: runtime.now() }, err({ reason: "request_refused", status: 404, cause }));
    });
  };
}

/** The user's own locale, else the language of the country that the SMS goes to. */
function languageOf({ request, phone }: Seen, { allowedCountries }: Policy): Language {
  const locale = request?.user.locale;
  if (locale !== undefined) return /^zh\b/i.test(locale) ? "zh" : "en";
  if (phone === undefined) return "en";
  // Without its country code a mainland number reads as one of +1; where nobody else is served, it is one.
  const onlyMainland = allowedCountries !== "*" && allowedCountries.size === 1 && allowedCountries.has("CN");
  return phone.country === "CN" || (onlyMainland && looksLikeBareMainland(phone.digits)) ? "zh" : "en";
}
