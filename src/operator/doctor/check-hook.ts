import { REASONS } from "../../hook/gotrue/reasons.ts";
import { type DryRun, dryRun, REFUSED_NUMBER } from "./dry-run.ts";
import { type Finding, finding } from "./finding.ts";
import { readAddress, shownAddress } from "../typed-address.ts";
import { type DoctorWorld, isTls } from "./world.ts";

/** Auth's own limit, and what leaves room for Alibaba Cloud's part of it. */
const AUTH_WAITS_MS = 5_000;
const SLOW_MS = 2_500;
/** More than a proxy's usual megabyte, less than the function's own four. */
const LARGE_BYTES = 1_200 * 1024;
/** `Date` counts whole seconds, and the function tolerates five minutes. */
const CLOCK_S = 120;

/** supabase/auth internal/conf ValidateExtensibilityPoint. */
const PLAIN_HOSTS = ["localhost", "127.0.0.1", "[::1]", "host.docker.internal"];

/** The function where Auth would call it, by a signed dry run that sends nothing. */
export async function checkHook(
  url: string,
  secrets: readonly string[],
  { world, now }: { world: DoctorWorld; now: () => number },
): Promise<Finding[]> {
  const address = readAddress(url);
  if (address === undefined) return [finding("hook_address_unreadable", shownAddress(url))];
  const subject = `${address.origin}${address.pathname}`;
  if (address.protocol === "http:" && !PLAIN_HOSTS.includes(address.hostname)) {
    // Neither a password nor a query: they may be secrets.
    return [finding("hook_address_refused", subject)];
  }
  // Auth alone knows the name that Docker gives the host.
  const asked = url.replace("://host.docker.internal", "://127.0.0.1");
  const first = await dryRun(asked, secrets, { world, now });
  const wrong = misfit(first, subject, now);
  if (wrong !== undefined) return [wrong];
  const second = await dryRun(asked, secrets, { world, now });
  const slowest = Math.max(first.ms, second.ms);
  if (slowest > AUTH_WAITS_MS) return [finding("hook_too_slow", subject, { ms: slowest })];
  const large = await dryRun(asked, secrets, { world, now, padding: LARGE_BYTES });
  return [
    ...clock(first, subject, now),
    ...slowest > SLOW_MS ? [finding("hook_slow", subject, { ms: slowest })] : [],
    ...small(large, subject),
    finding("hook_answers", subject, { ms: second.ms, firstMs: first.ms }),
  ];
}

/** The one thing that is wrong with an answer; undefined where it is the function's own refusal of the number. */
function misfit(run: DryRun, subject: string, now: () => number): Finding | undefined {
  if (run.status === "failed") {
    if (run.cause === "timeout") return finding("hook_too_slow", subject, { ms: run.ms });
    return finding(isTls(run.cause) ? "hook_tls" : "hook_unreachable", subject, { cause: run.cause });
  }
  const { httpStatus: status, headers, text } = run;
  const said = messageOf(text);
  if (said?.startsWith(REFUSED_NUMBER)) return undefined;
  if (status >= 300 && status < 400) {
    const target = headers.get("location") ?? "";
    return finding("hook_redirects", subject, { status, target: withoutQuery(target, subject) });
  }
  if (status === 401 && said === "signature_invalid") {
    return clock(run, subject, now)[0] ?? finding("hook_secret_differs", subject);
  }
  if (headers.get("content-type")?.includes("html") || /^\s*</.test(text)) {
    return finding("hook_html", subject, { status });
  }
  if (status === 401 || status === 403) return finding("hook_verify_jwt", subject, { status });
  if (status === 404 || status === 405) return finding("hook_path_wrong", subject, { status });
  // Our own statuses of reasons: an older or differently made function that knows the signature.
  if (status >= 500) return finding("hook_fails", subject, { status });
  const isOurs = Object.values(REASONS).some(({ codedStatus }) => codedStatus === status);
  const seen = isOurs
    ? { en: "another release of it", zh: "本函数的其他版本" }
    : { en: "no answer of its form", zh: "应答格式不符" };
  return finding("hook_not_ours", subject, { status, seen });
}

function messageOf(text: string): string | undefined {
  try {
    const json: unknown = JSON.parse(text);
    const error = typeof json === "object" && json !== null && "error" in json ? json.error : undefined;
    const message = typeof error === "object" && error !== null && "message" in error
      ? error.message
      : undefined;
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}

function clock(run: DryRun, subject: string, now: () => number): Finding[] {
  const date = run.status === "answered" ? Date.parse(run.headers.get("date") ?? "") : NaN;
  const off = Math.round(Math.abs(date - now()) / 1000);
  return off > CLOCK_S ? [finding("hook_clock_wrong", subject, { off })] : [];
}

function small(run: DryRun, subject: string): Finding[] {
  const passed = run.status === "answered" && messageOf(run.text)?.startsWith(REFUSED_NUMBER);
  if (passed) return [];
  const status = run.status === "answered" ? run.httpStatus : 0;
  return [finding("hook_small_bodies", subject, { kib: LARGE_BYTES / 1024, status })];
}

/** A query may hold a token. */
function withoutQuery(target: string, base: string): string {
  if (!URL.canParse(target, base)) return "…";
  const { origin, pathname } = new URL(target, base);
  return origin + pathname;
}
