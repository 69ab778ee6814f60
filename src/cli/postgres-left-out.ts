import { ConfigError } from "../hook/config/env-reader.ts";

/** What the one-file build has in the place of src/serve/connect-postgres.ts. */
export function connectPostgres(): never {
  throw new ConfigError([{
    variable: "SMS_LEDGER",
    en: "cannot be postgres: this one-file build is without it; remove the variable, or build it in with " +
      '"npm run build -- --with-postgres"',
    zh:
      "不能是 postgres：此单文件版本不含它；请删除该变量，或用“npm run build -- --with-postgres”重新构建以包含它",
  }]);
}
