import { editDistance } from "./edit-distance.ts";
import type { EnvReader } from "./env-reader.ts";

/**
 * Names and addresses that do not leave a machine or a private network: loopback, RFC 1918, RFC 4193, a name
 * without a dot such as a container's, and the names that are kept for such networks (RFC 6762, ICANN `.internal`).
 */
const PRIVATE = [
  /^localhost$/,
  /^127\.\d+\.\d+\.\d+$/,
  /^10\.\d+\.\d+\.\d+$/,
  /^172\.(1[6-9]|2\d|3[01])\.\d+\.\d+$/,
  /^192\.168\.\d+\.\d+$/,
  /^\[::1\]$/,
  /^\[f[cd][0-9a-f]{2}:/,
  /^[a-z0-9][a-z0-9_-]*$/,
  /\.(local|internal)$/,
];

/** What documents, ours and Supabase's, write in the place of a part; a whole part, for a password may hold anything. */
const PLACEHOLDER = /…|(?<=[/.:@])(?:\.\.\.|<[^<>@:/]*>|\[YOUR-[A-Z-]+\])(?=[/.:@?]|$)/;

/**
 * There a host would end (RFC 3986, 3.2): what comes after it, up to the real host, would be asked for as a path, and a
 * piece of the password looked up as a name.
 */
const ENDS_INSIDE_PASSWORD = /:\/\/.*[/?#].*@/;
/** Of those at the end an @ is nobody's password. */
const PARAMETERS = /\?\w+=[^/?#]*$/;

/** Behind the last @, and behind the name; one in brackets is an address of IPv6, whose colons are no port's. */
const PORT = /@(?:\[[^@\]]*\]|[^@:/?#]+):([^@/?#]*)(?:[/?#][^@]*)?$/;

/** Without its `?` such as `/postgres&sslmode=disable` it is a piece of what stands before it, or of a fragment. */
const NO_PARAMETER = /^[^?]*@[^?@]*[&;#](?:ssl|tls)[_-]?(?:mode)?=|#.*ssl[_-]?mode=/i;

/** Of libpq (PostgreSQL manual, 34.1.2). All but the first encrypt here, and have the server verified. */
const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
const MODES = {
  en:
    "disable (no TLS, on loopback and in private networks only), or require or verify-full (TLS to a server that is " +
    "verified, as without it)",
  zh: "disable（不用 TLS，仅限本机和内网），或 require、verify-full（使用 TLS 并验证服务器，与不写时相同）",
};

/** The password is never shown: what is wrong with it is what the server says. */
export function readDatabaseUrl(reader: EnvReader): string {
  const text = reader.required(
    "ledgerDatabaseUrl",
    "the ledger in Postgres needs the address of a database, such as postgresql://user:password@host:6543/postgres",
    "Postgres 账本需要数据库地址，例如 postgresql://user:password@host:6543/postgres",
  );
  if (text === "") return "";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (PLACEHOLDER.test(text)) {
    reader.report(
      "ledgerDatabaseUrl",
      "still holds a placeholder of an example (…, <host> or [YOUR-PASSWORD]): put your own user, password and host there",
      "仍含示例中的占位符（…、<host> 或 [YOUR-PASSWORD]）：请换成实际的用户名、密码和主机",
    );
  } else if (ENDS_INSIDE_PASSWORD.test(text.replace(PARAMETERS, ""))) {
    reader.report(
      "ledgerDatabaseUrl",
      "has a /, ? or # before its last @, so that a piece of the password would be taken for the host: write special " +
        "characters of the password percent-encoded (/ as %2F, ? as %3F, # as %23, @ as %40)",
      "的最后一个 @ 之前含有 /、? 或 #，密码的一部分会被当作主机名：密码中的特殊字符要用百分号编码（/ 写作 %2F，? 写作 %3F，# 写作 %23，@ 写作 %40）",
    );
  } else if (!decodes(text)) {
    reader.report(
      "ledgerDatabaseUrl",
      "has a % in its user, password or database that begins no percent-encoded character: write a % itself as %25",
      "的用户名、密码或数据库名中有一个 %，其后不是百分号编码的字符：% 本身要写作 %25",
    );
  } else if (NO_PARAMETER.test(text)) {
    reader.report(
      "ledgerDatabaseUrl",
      `has a parameter about TLS that is taken for a part of something else, for no ? stands before it: end the address ` +
        `with ?sslmode=, followed by ${MODES.en}`,
      `中有一个关于 TLS 的参数，其前没有 ?，因此会被当作其他部分：请在地址末尾写 ?sslmode=，取值为 ${MODES.zh}`,
    );
  } else if (url === undefined && isNoPort(PORT.exec(text)?.[1] ?? "")) {
    reader.report(
      "ledgerDatabaseUrl",
      "has a port that is no number up to 65535, such as 5432 or, of Supabase's transaction pooler, 6543",
      "中的端口不是 65535 以内的数字；常见的是 5432，Supabase 的事务连接池（transaction pooler）为 6543",
    );
  } else if (
    url === undefined || !/^postgres(ql)?:$/.test(url.protocol) || url.hostname === "" || url.username === ""
  ) {
    reader.report(
      "ledgerDatabaseUrl",
      "must be a URL such as postgresql://user:password@host:6543/postgres; write special characters of the password " +
        "percent-encoded (@ as %40, # as %23, / as %2F)",
      "必须是形如 postgresql://user:password@host:6543/postgres 的地址；密码中的特殊字符要用百分号编码（@ 写作 %40，# 写作 %23，/ 写作 %2F）",
    );
  } else checkTls(reader, url);
  return text;
}

const isNoPort = (port: string): boolean => port !== "" && !(/^\d+$/.test(port) && Number(port) <= 65_535);

function checkTls(reader: EnvReader, { searchParams, hostname }: URL): void {
  const modes = searchParams.getAll("sslmode");
  if ([...searchParams].some(([name, value]) => isMeantForTls(name, value))) {
    reader.report(
      "ledgerDatabaseUrl",
      `has a parameter that is not read, though it is meant for TLS as sslmode is: write ?sslmode=, followed by ${MODES.en}`,
      `中有一个与 sslmode 用途相同、但不会被读取的参数：请写作 ?sslmode=，取值为 ${MODES.zh}`,
    );
  } else if (new Set(modes).size > 1) {
    reader.report(
      "ledgerDatabaseUrl",
      "has sslmode twice, with different values, of which the first alone would be read: leave the one that is meant, " +
        MODES.en,
      `中的 sslmode 出现了两次且取值不同，只有第一个会被读取：请只保留一个，取值为 ${MODES.zh}`,
    );
  } else if (modes.some((mode) => !SSL_MODES.includes(mode))) {
    reader.report(
      "ledgerDatabaseUrl",
      `has an sslmode that there is not: it is ${MODES.en}`,
      `中的 sslmode 取值无效：应为 ${MODES.zh}`,
    );
  } else if (modes[0] === "disable" && !isPrivate(hostname)) {
    reader.report(
      "ledgerDatabaseUrl",
      "says sslmode=disable, which only a loopback or private address may: remove it, and set SMS_LEDGER_CA to the " +
        "certificate of the server's authority where that is not a public one",
      "中的 sslmode=disable 仅允许用于本机或内网地址：请删除它；若服务器证书并非由公共机构签发，请将 SMS_LEDGER_CA 设为签发机构的证书",
    );
  }
}

/** Such as `sslmod=disable`, and the `ssl=false` of other drivers; what asks for TLS by another name gets it anyway. */
function isMeantForTls(name: string, value: string): boolean {
  if (name === "sslmode") return false;
  const plain = name.toLowerCase().replaceAll(/[_-]/g, "");
  return plain.startsWith("sslmode") || editDistance(plain, "sslmode", 2) !== undefined ||
    /[?;]ssl[_-]?mode=/i.test(value) ||
    /^(use)?(ssl|tls)$/.test(plain) && !/^(true|1)$/i.test(value);
}

/** A URL may hold a % in its password that stands for nothing. */
function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

const isPrivate = (host: string): boolean => PRIVATE.some((pattern) => pattern.test(host.toLowerCase()));
