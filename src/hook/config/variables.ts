/** Every variable that the hook reads: the canonical name first, then the names that are read instead. */
export const VARIABLES = {
  hookSecrets: ["SEND_SMS_HOOK_SECRETS", "SEND_SMS_HOOK_SECRET", "GOTRUE_HOOK_SEND_SMS_SECRETS"],
  accessKeyId: ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIYUN_ACCESS_KEY_ID", "GOTRUE_SMS_ALIYUN_ACCESS_KEY_ID"],
  accessKeySecret: [
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "ALIYUN_ACCESS_KEY_SECRET",
    "GOTRUE_SMS_ALIYUN_ACCESS_KEY_SECRET",
  ],
  securityToken: ["ALIBABA_CLOUD_SECURITY_TOKEN"],
  sign: ["ALIYUN_SMS_SIGN_NAME", "GOTRUE_SMS_ALIYUN_SIGN_NAME"],
  template: ["ALIYUN_SMS_TEMPLATE_CODE", "GOTRUE_SMS_ALIYUN_TEMPLATE_CODE"],
  api: ["ALIYUN_SMS_API"],
  bundled: ["GOTRUE_SMS_ALIYUN_IS_TEST"],
  region: ["ALIYUN_SMS_REGION_ID", "GOTRUE_SMS_ALIYUN_REGION_ID"],
  endpoint: ["ALIYUN_SMS_ENDPOINT"],
  templateParams: ["ALIYUN_SMS_TEMPLATE_PARAMS"],
  routes: ["ALIYUN_SMS_ROUTES"],
  transport: ["ALIYUN_TRANSPORT"],
  allowedCountries: ["SMS_ALLOWED_COUNTRIES"],
  allowedNumbers: ["SMS_ALLOWED_NUMBERS"],
  blockedPrefixes: ["SMS_BLOCKED_PREFIXES"],
  bareNumbers: ["SMS_BARE_NUMBERS"],
  maxConcurrentSends: ["SMS_MAX_CONCURRENT"],
  sendingEnabled: ["SMS_SENDING_ENABLED"],
  limitPerNumber: ["SMS_LIMIT_PER_NUMBER"],
  limitPerIp: ["SMS_LIMIT_PER_IP"],
  limitPerPrefix: ["SMS_LIMIT_PER_PREFIX"],
  limitPerCountry: ["SMS_LIMIT_PER_COUNTRY"],
  limitTotal: ["SMS_LIMIT_TOTAL"],
  ledger: ["SMS_LEDGER"],
  ledgerDatabaseUrl: ["SMS_LEDGER_DATABASE_URL", "SUPABASE_DB_URL"],
  ledgerCa: ["SMS_LEDGER_CA"],
  ledgerKeepDays: ["SMS_LEDGER_KEEP_DAYS"],
  ledgerKey: ["SMS_LEDGER_KEY"],
  guard: ["SMS_GUARD"],
  onUnconfirmed: ["SMS_ON_UNCONFIRMED"],
  onLedgerDown: ["SMS_ON_LEDGER_DOWN"],
  receiptsToken: ["SMS_RECEIPTS_TOKEN"],
  codeMinutes: ["SMS_CODE_MINUTES"],
  authVersion: ["GOTRUE_VERSION"],
  host: ["HOST"],
  port: ["PORT"],
} as const satisfies Record<string, readonly string[]>;

/** The key of an account that a route names: `"credentials": "INTL"` → `ALIBABA_CLOUD_ACCESS_KEY_ID_INTL`, … */
export const ACCOUNT_VARIABLE = /^ALIBABA_CLOUD_(ACCESS_KEY_ID|ACCESS_KEY_SECRET|SECURITY_TOKEN)_[A-Z0-9_]+$/;

/** What an SMS costs, which the console and `npm run ledger:migrate` write into the ledger; the hook has no use for it. */
export const PRICE_VARIABLE = /^SMS_PRICE_([A-Z]{2}|DEFAULT|CURRENCY)$/;

export type Setting = keyof typeof VARIABLES;
/** Object.keys widens the names to string. */
export const SETTINGS = Object.keys(VARIABLES) as Setting[];
export type Env = Readonly<Record<string, string | undefined>>;
