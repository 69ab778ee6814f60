import * as z from "zod/mini";
import type { Config } from "../../hook/config/config.ts";
import { checkRelease, type Release } from "./check-release.ts";
import { type Finding, finding } from "./finding.ts";
import { readAddress, shownAddress } from "../typed-address.ts";
import { causeOf, type DoctorWorld, WAIT_MS } from "./world.ts";

const Settings = z.object({
  external: z.object({ phone: z.boolean() }),
  phone_autoconfirm: z.boolean(),
  disable_signup: z.boolean(),
  sms_provider: z.optional(z.string()),
});
const Health = z.object({ version: z.string() });

/**
 * Auth as it stands, by what it tells everybody.
 * @param apiKey of the gateway in front, where there is one
 */
export async function checkAuth(
  authUrl: string,
  { world, config, apiKey }: { world: DoctorWorld; config: Config | undefined; apiKey: string | undefined },
): Promise<Finding[]> {
  if (readAddress(authUrl) === undefined) return [finding("auth_address_unreadable", shownAddress(authUrl))];
  const base = authUrl.replace(/\/+$/, "");
  const subject = new URL(base).host;
  // A project's own address, or Auth's.
  const bases = /\/auth\/v1$/.test(base) ? [base] : [`${base}/auth/v1`, base];
  let last: Finding | undefined;
  for (const one of bases) {
    const settings = await ask(one, "/settings");
    if (settings.status !== "json") {
      last = misfit(settings, subject);
      if (settings.status === "answered" && settings.httpStatus === 404) continue;
      return [last];
    }
    const read = Settings.safeParse(settings.json).data;
    if (read === undefined) return [finding("auth_not_there", subject, { status: 200 })];
    const health = await ask(one, "/health");
    const version = health.status === "json" ? Health.safeParse(health.json).data?.version : undefined;
    return [...ofSettings(read), ...version === undefined ? [] : ofVersion(version, read.external.phone)];
  }
  return last === undefined ? [] : [last];

  function ofSettings(
    { external, phone_autoconfirm, disable_signup, sms_provider }: z.infer<typeof Settings>,
  ): Finding[] {
    return [
      ...external.phone ? [] : [finding("auth_phone_off", "GOTRUE_EXTERNAL_PHONE_ENABLED")],
      ...phone_autoconfirm ? [finding("auth_autoconfirm", "GOTRUE_SMS_AUTOCONFIRM")] : [],
      ...sms_provider === "twilio_verify" ? [finding("auth_twilio_verify", "GOTRUE_SMS_PROVIDER")] : [],
      ...disable_signup ? [finding("auth_signup_off", "GOTRUE_DISABLE_SIGNUP")] : [],
    ];
  }

  function ofVersion(version: string, takesNumbers: boolean): Finding[] {
    const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
    if (major === undefined || minor === undefined) return [];
    const release: Release = {
      version: version.replace(/^v/, ""),
      major: Number(major),
      minor: Number(minor),
    };
    const wrong = checkRelease(release, config?.authVersion);
    if (wrong.length > 0 || !takesNumbers) return wrong;
    return [finding("auth_answers", subject, { version: release.version })];
  }

  async function ask(at: string, path: string): Promise<Asked> {
    try {
      const headers: Record<string, string> = apiKey ? { apikey: apiKey } : {};
      const response = await world.fetch(at + path, {
        headers,
        redirect: "manual",
        signal: world.timeout(WAIT_MS.auth),
      });
      const json: unknown = await response.json().catch(() => undefined);
      return response.status === 200 && json !== undefined
        ? { status: "json", json }
        : { status: "answered", httpStatus: response.status };
    } catch (error) {
      return { status: "failed", cause: causeOf(error) };
    }
  }
}

type Asked =
  | { status: "json"; json: unknown }
  | { status: "answered"; httpStatus: number }
  | { status: "failed"; cause: string };

function misfit(asked: Exclude<Asked, { status: "json" }>, subject: string): Finding {
  if (asked.status === "failed") return finding("auth_unreachable", subject, { cause: asked.cause });
  const { httpStatus: status } = asked;
  return finding(status === 401 || status === 403 ? "auth_needs_key" : "auth_not_there", subject, { status });
}
