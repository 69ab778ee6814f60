import type { Credentials } from "../aliyun/rpc-call.ts";
import type { GuardMode } from "../ledger/guard-now-and-then.ts";
import type { Limits } from "../ledger/limits.ts";
import type { Policy } from "../sms/decide.ts";
import type { Route } from "../sms/route.ts";
import { cleanValue } from "./clean-value.ts";
import type { EnvReader } from "./env-reader.ts";
import type { LedgerDatabase } from "./read-ledger.ts";
import { SETTINGS, VARIABLES } from "./variables.ts";

/** What was read and weighs here. */
interface SetUp {
  routes: readonly Route[];
  credentials: Credentials | undefined;
  limits: Limits;
  policy: Policy;
  ledger: "memory" | "postgres";
  database: LedgerDatabase | undefined;
  guard: GuardMode;
}

/** Names at start what can be meant and yet weakens the set-up; what cannot be meant is refused where it is read. */
export function warnOfRisks(reader: EnvReader, setUp: SetUp): void {
  warnOfPlainHttp(reader, setUp);
  warnOfTemporaryKey(reader, setUp);
  warnOfNoLimit(reader, setUp);
  warnOfEmptyList(reader);
  warnOfUnusedLedger(reader, setUp);
  warnOfUnusedGuard(reader, setUp);
  warnOfShortKeeping(reader, setUp);
  warnOfDoubles(reader);
  warnOfProxy(reader);
}

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function warnOfPlainHttp(reader: EnvReader, { routes }: SetUp): void {
  const plain = routes.map(({ endpoint }) => new URL(endpoint))
    .some(({ protocol, hostname }) => protocol === "http:" && !LOOPBACK.test(hostname));
  if (!plain) return;
  reader.warn(
    "endpoint",
    "or a route's endpoint is http and not on this machine: codes, numbers and the key id travel in clear; use https",
    "或路由的 endpoint 使用 http 且不在本机：验证码、手机号和 AccessKey ID 将明文传输，请改用 https",
  );
}

function warnOfTemporaryKey(reader: EnvReader, { credentials }: SetUp): void {
  if (credentials?.securityToken === undefined) return;
  reader.warn(
    "securityToken",
    "makes the access key a temporary one, which is read once: when it expires, every send fails until a restart; use " +
      "the lasting key of a RAM user, or a host that renews it",
    "表示使用临时密钥（STS），且仅在启动时读取：过期后所有短信都会失败，直至重启；请改用 RAM 用户的长期密钥，或由运行环境续期",
  );
}

function warnOfNoLimit(reader: EnvReader, { limits, policy }: SetUp): void {
  if (limits.total.length > 0) return;
  const [en, zh] = whatNoTotalMeans(limits, policy);
  reader.warn("limitTotal", en, zh);
}

/** A limit per address bounds no bill: addresses are cheap, and before Auth 2.187 there are none. */
function whatNoTotalMeans(limits: Limits, { allowedCountries }: Policy): [en: string, zh: string] {
  if (limits.perIp.length > 0) {
    return [
      "is off, and SMS_LIMIT_PER_IP stops nobody who has many addresses: nothing bounds what a day costs; set it, such " +
      "as 1000/1d",
      "未启用，而 SMS_LIMIT_PER_IP 拦不住拥有大量 IP 的人：一天的费用没有上限；请设置，例如 1000/1d",
    ];
  }
  return allowedCountries === "*" && limits.perNumber.length === 0 && limits.perCountry.length === 0
    ? [
      "is off like every other limit while every country is allowed: nothing bounds the bill; set it, such as 1000/1d",
      "与其他限额均未启用，且允许所有国家和地区：费用没有上限；请设置，例如 1000/1d",
    ]
    : [
      "and SMS_LIMIT_PER_IP are off: whoever asks for many numbers gets an SMS to each; set it, such as 1000/1d",
      "和 SMS_LIMIT_PER_IP 均未启用：攻击者可用大量号码刷短信；请设置，例如 1000/1d",
    ];
}

/** Elsewhere an empty value is an absent one, and that is what it is here; but a list that allows nobody reads so too. */
function warnOfEmptyList(reader: EnvReader): void {
  const [name] = VARIABLES.allowedNumbers;
  if (reader.env[name] === undefined || cleanValue(reader.env[name]) !== undefined) return;
  reader.warn(
    "allowedNumbers",
    "is set and empty, which lets everybody get codes: list the numbers, or remove the variable",
    "已设置但为空，等同于不限制号码：请填写号码，或删除该变量",
  );
}

function warnOfUnusedLedger(reader: EnvReader, { ledger }: SetUp): void {
  const [name] = VARIABLES.ledgerDatabaseUrl;
  if (ledger !== "memory" || cleanValue(reader.env[name]) === undefined) return;
  reader.warn(
    "ledgerDatabaseUrl",
    "has no effect while SMS_LEDGER is memory: limits are kept in this process only",
    "在 SMS_LEDGER 为 memory 时不起作用：限额只保存在当前进程中",
  );
}

function warnOfUnusedGuard(reader: EnvReader, { ledger, guard }: SetUp): void {
  if (ledger !== "memory" || guard !== "on") return;
  reader.warn(
    "guard",
    "has no effect while SMS_LEDGER is memory: who verified is only known in Auth's own database; set SMS_LEDGER=postgres",
    "在 SMS_LEDGER 为 memory 时不起作用：是否完成验证只能从 Auth 所在的数据库得知，请设置 SMS_LEDGER=postgres",
  );
}

/** What `send_sms.retention` has until the owner says otherwise; the function's role may not read what it has now. */
const OWNER_KEEPS_DAYS = 7;

function warnOfShortKeeping(reader: EnvReader, { database }: SetUp): void {
  if (database === undefined || database.keepDays >= OWNER_KEEPS_DAYS) return;
  const sql = `update send_sms.retention set keep_days_at_least = ${database.keepDays};`;
  reader.warn(
    "ledgerKeepDays",
    `is below ${OWNER_KEEPS_DAYS}: unless its owner has run, once, ${sql} the ledger keeps rows for ${OWNER_KEEPS_DAYS} days ` +
      "all the same",
    `小于 ${OWNER_KEEPS_DAYS}：除非账本所有者已执行过一次 ${sql} 否则账本仍会保留 ${OWNER_KEEPS_DAYS} 天`,
  );
}

/** Two names of one setting that disagree; while a hook secret is rotated they may. */
function warnOfDoubles(reader: EnvReader): void {
  for (const setting of SETTINGS) {
    // SUPABASE_DB_URL is set by the platform.
    if (setting === "ledgerDatabaseUrl") continue;
    const given = VARIABLES[setting].filter((name) => cleanValue(reader.env[name]) !== undefined);
    const [first, ...others] = given;
    const different = others.filter((name) => cleanValue(reader.env[name]) !== reader.text(setting));
    if (first === undefined || different.length === 0) continue;
    reader.warn(
      setting,
      `is used, and ${different.join(", ")} with another value is not: remove what is out of date`,
      `已生效，取值不同的 ${different.join("、")} 被忽略：请删除过期的变量`,
    );
  }
}

const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) => [name, name.toLowerCase()]);

/** The value of a proxy's variable may hold a password. */
function warnOfProxy(reader: EnvReader): void {
  const given = PROXIES.filter((name) => cleanValue(reader.env[name]) !== undefined);
  for (const variable of given) {
    reader.warnings.push({
      variable,
      en:
        "is obeyed: requests to Alibaba Cloud go through that proxy; remove it, or list the host in NO_PROXY, if not meant",
      zh: "已生效：发往阿里云的请求会经过该代理；如非本意，请删除该变量，或在 NO_PROXY 中列出该主机",
    });
  }
}
