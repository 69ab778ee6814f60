import { randomBytes } from "node:crypto";
import { LOCAL_PUBLISHABLE_KEY } from "../demo/terminal/local-supabase.ts";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  DEFAULT_SEED,
  type Neighbours,
  type ReceiptSettings,
} from "../emulator/aliyun/index.ts";
import { type AuthEmulator, createAuthEmulator } from "../emulator/gotrue/index.ts";
import type { Env } from "../command-line/terminal-language.ts";
import { localUrl, type Ports } from "./defaults.ts";
import { type DemoConfig, startDemoPage } from "./demo-page.ts";
import { startLocalConsole } from "./local-console.ts";
import { startLocalLedger } from "./local-ledger.ts";
import { answers, type HookProcess, startHookProcess } from "./hook-process.ts";
import { hookRuntime, missingBeside } from "./hook-runtime.ts";
import { assertPortsFree } from "./ports.ts";
import { readVerdict } from "./read-verdict.ts";
import { type Rehearsal, rehearse } from "./rehearsal.ts";

export interface LocalWorld {
  readonly aliyun: AliyunEmulator;
  readonly authVersion: string;
  /** What the function runs on: `Deno 2.1.4`. */
  readonly runtime: string;
  readonly publishableKey: string;
  readonly links: {
    readonly page: string;
    readonly inbox: string;
    readonly auth: string;
    readonly hook: string;
    /** Undefined where no Postgres runs here. */
    readonly console: string | undefined;
    /** Of the ledger's owner; its password is no secret, for whoever is on this machine may look. */
    readonly ledger: string | undefined;
  };
  /** What npm can be asked for to make it more like production. */
  readonly missing: readonly string[];
  /** Resolves when the function's process ends, with what it wrote last. */
  readonly hookEnded: Promise<string>;
}

interface LocalWorldOptions {
  readonly release: string;
  readonly ports: Ports;
  /** Told at once how to close what is up: somebody may stop it half way. */
  readonly onStop: (close: () => Promise<void>) => void;
  readonly onHookLine: (line: string) => void;
  /** Of the environment and of a file; what may come in is taken out of them. */
  readonly variables: Env;
  /** Told before anything is started. */
  readonly onRehearsal: (rehearsal: Rehearsal) => void;
}

/** Everything on 127.0.0.1, from the app to the phone. What is up when a part fails is closed again. */
export async function startLocalWorld(options: LocalWorldOptions): Promise<LocalWorld> {
  const open: { close(): Promise<void> }[] = [];
  const close = async () => void await Promise.allSettled(open.map((part) => part.close()));
  options.onStop(close);
  try {
    await assertPortsFree(options.ports);
    return await startParts(options, open);
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(
  { release, ports, onHookLine, variables, onRehearsal }: LocalWorldOptions,
  open: { close(): Promise<void> }[],
): Promise<LocalWorld> {
  const secret = `v1,whsec_${randomBytes(32).toString("base64")}`;
  const receiptsToken = randomBytes(24).toString("hex");
  const place = { aliyunUrl: localUrl(ports.aliyun), hookSecret: secret, hookPort: ports.hook };
  const rehearsal = rehearse(variables, place);
  onRehearsal(rehearsal);
  const starting = startLocalLedger({ prices: rehearsal.prices });
  open.push({ close: async () => await (await starting)?.close() });
  const receipts = receiptsAt(`${localUrl(ports.hook)}/send-sms/receipts/${receiptsToken}`);
  const aliyun = await createAliyunEmulator({ port: ports.aliyun, seed: { ...rehearsal.seed, receipts } });
  open.push(aliyun);
  const ledger = await starting;
  const onLine = (line: string) => {
    const verdict = readVerdict(line);
    if (verdict) aliyun.noteVerdict(verdict);
    onHookLine(line);
  };
  const runtime = hookRuntime();
  const hook = startHookProcess({
    runtime,
    port: ports.hook,
    variables: {
      ...WITHOUT_GUARD,
      ...rehearsal.env,
      SMS_RECEIPTS_TOKEN: receiptsToken,
      ...(ledger && ledgerVariables(ledger.hookUrl)),
    },
    onLine,
  });
  open.push({ close: () => hook.stop() });
  const auth = await startAuth(release, ports.auth, hook, secret);
  open.push(auth);
  aliyun.setNeighbours(neighboursOf(ports, auth));

  const publishableKey = LOCAL_PUBLISHABLE_KEY;
  const inbox = `${aliyun.url}/_emulator/inbox`;
  const local = { release: auth.version.replace(/^v/, ""), hookUrl: hook.url, inboxUrl: inbox };
  const config: DemoConfig = {
    supabaseUrl: auth.url,
    publishableKey,
    local,
    countries: rehearsal.countries,
    termsUrl: variables["DEMO_TERMS_URL"] || undefined,
    privacyUrl: variables["DEMO_PRIVACY_URL"] || undefined,
  };
  const [page, ownersPage] = await Promise.all([
    startDemoPage(ports.page, config).then((started) => {
      open.push(started);
      return started;
    }),
    ledger &&
    startLocalConsole({ port: ports.console, ledgerUrl: ledger.ownerUrl, secret }).then((started) => {
      open.push(started);
      return started;
    }),
    untilAnswering(hook),
  ]);
  return {
    aliyun,
    authVersion: auth.version,
    runtime: runtime.name,
    missing: missingBeside(runtime),
    publishableKey,
    links: {
      page: page.url,
      inbox,
      auth: auth.url,
      hook: hook.url,
      console: ownersPage?.url,
      ledger: ledger?.ownerUrl,
    },
    hookEnded: hook.ended,
  };
}

/** The carriers take a moment, as real ones do. */
const receiptsAt = (url: string): ReceiptSettings => ({ ...DEFAULT_SEED.receipts, url, delayMs: 3_000 });

/** Of the world's own database; without one the function has its ledger in memory. */
const ledgerVariables = (url: string) => ({ SMS_LEDGER: "postgres", SMS_LEDGER_DATABASE_URL: url });
/** Auth's users are not in that database, so the guard has nothing to look at, unless somebody asks for it. */
const WITHOUT_GUARD = { SMS_GUARD: "off" };

/** As long as the emulated SMS says. */
const CODE_SECONDS = 300;
/** Auth's own 30 an hour, for the whole project, are over after thirty clicks. */
const SMS_PER_HOUR = 10_000;

function neighboursOf(ports: Ports, auth: AuthEmulator): Neighbours {
  return {
    pageUrl: localUrl(ports.page),
    auth: {
      quota: () => ({ perHour: SMS_PER_HOUR, left: auth.smsQuota().left }),
      codeSeconds: CODE_SECONDS,
      advanceClock: auth.advanceClock,
      resetQuota: auth.resetSmsQuota,
    },
  };
}

/** Auth's defaults, but for what a phone needs, and for the limit that would stop it. */
function startAuth(release: string, port: number, hook: HookProcess, secret: string): Promise<AuthEmulator> {
  return createAuthEmulator({
    release,
    port,
    hook: { uri: hook.url, secrets: [secret] },
    settings: {
      externalPhoneEnabled: true,
      smsOtpExpSeconds: CODE_SECONDS,
      rateLimitSmsSent: { events: SMS_PER_HOUR, perMs: 3_600_000, refill: "window" },
      mfaPhoneEnrollEnabled: true,
      mfaPhoneVerifyEnabled: true,
      updatePasswordRequireReauthentication: true,
    },
  });
}

async function untilAnswering(hook: HookProcess): Promise<void> {
  if (await answers(hook)) return;
  const ended = await Promise.race([hook.ended, Promise.resolve("")]);
  throw new Error(
    `Cannot start: the function does not answer at ${hook.url}\n无法启动：函数未能在 ${hook.url} 响应\n${ended}`
      .trim(),
  );
}
