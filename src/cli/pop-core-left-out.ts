import { ConfigError } from "../hook/config/env-reader.ts";

/** What the one-file build has in the place of src/hook/aliyun/sign-form-by-pop-core.ts. */
export function createSignFormByPopCore(): never {
  throw new ConfigError([{
    variable: "ALIYUN_TRANSPORT",
    en: "cannot be pop-core: this one-file build is without it; remove the variable, or build it in with " +
      '"npm run build -- --with-pop-core"',
    zh:
      "不能是 pop-core：此单文件版本不含它；请删除该变量，或用“npm run build -- --with-pop-core”重新构建以包含它",
  }]);
}
