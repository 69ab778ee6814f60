import type { Context, Hono } from "hono";
import { Hono as TinyHono } from "hono/tiny";
import type { Config } from "../config/config.ts";
import type { HookFailure } from "../failure.ts";
import { answerStyle } from "../gotrue/answer-style.ts";
import { replyTo, SUCCESS } from "../gotrue/reply.ts";
import type { Language } from "../gotrue/texts.ts";
import type { Policy } from "../sms/decide.ts";
import { looksLikeBareMainland } from "../sms/phone-number.ts";
import type { HandleSendSms } from "../handle-send-sms.ts";
import type { Log } from "../log/log.ts";
import { logEntryOf } from "../log/log-entry.ts";
import { readRequest } from "./read-request.ts";
import { err, type Result } from "../result.ts";
import type { Seen } from "../seen.ts";

// Auth takes no success without this type (supabase/auth internal/hooks/hookshttp).
const JSON_HEADERS = { "content-type": "application/json" };

export interface AppDeps {
  config: Config;
  handleSendSms: HandleSendSms;
  log: Log;
  /** Unix time in ms. */
  now: () => number;
}

/** HTTP in, HTTP out: everything that is decided is decided in handle-send-sms.ts. */
export function createApp({ config, handleSendSms, log, now }: AppDeps): Hono {
  // Four fixed paths: the smallest router starts fastest.
  const app = new TinyHono();

  async function handle(request: Request, seen: Seen): Promise<Result<void, HookFailure>> {
    try {
      const read = await readRequest(request);
      return read.ok ? await handleSendSms(read.value.raw, read.value.headers, seen) : read;
    } catch (error) {
      seen.bug = error instanceof Error ? error.name : typeof error;
      return err({ reason: "bug", cause: "an exception; see the field bug" });
    }
  }

  function answer(seen: Seen, result: Result<void, HookFailure>): Response {
    const { status, body } = result.ok
      ? SUCCESS
      : replyTo(result.error, answerStyle(seen.request, config.authVersion), languageOf(seen, config.policy));
    log(logEntryOf(seen, result, now()));
    return new Response(body, { status, headers: JSON_HEADERS });
  }

  async function sendSms(c: Context): Promise<Response> {
    const seen: Seen = { arrivedAt: now() };
    return answer(seen, await handle(c.req.raw, seen));
  }

  // Edge Runtime passes the function's name in the path; a process of its own is asked at the root. One
  // handler per path: two that match are run by Hono's middleware chain, which costs more than the routing.
  for (const path of ["/send-sms", "/"]) app.all(path, sendSms);
  for (const path of ["/health", "/send-sms/health"]) app.get(path, (c) => c.json({ status: "ok" }));
  app.notFound(() => {
    const cause = "there is nothing here; the hook answers on /send-sms and /";
    return answer({ arrivedAt: now() }, err({ reason: "request_refused", status: 404, cause }));
  });
  return app;
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
