import type { Sentence } from "../cli/with-ledger-database.ts";
import { withoutSeparators } from "../client/typed-text.ts";
import { createKeyedHash } from "../hook/ledger/keyed-hash.ts";
import { parsePhoneNumber, prefixOf } from "../hook/sms/phone-number.ts";
import type { LedgerReader } from "./read-ledger.ts";
import type { Person } from "./wire.ts";

export type Find = (typed: string) => Promise<Person | Sentence>;

const NO_NUMBER: Sentence = {
  en: "This is no mobile number: type it with its country code, such as +8613800138000.",
  zh: "手机号格式不正确：请带国家代码输入，例如 +8613800138000。",
};

/** The requests of one number, which is hashed here as the hook does it, and neither kept nor written anywhere. */
export function createFind(reader: LedgerReader, ledgerKey: string): Find {
  const keyedHash = createKeyedHash(ledgerKey);
  return async function find(typed) {
    // Eleven digits 1[3-9]… are a mainland number here; whoever means +1 writes it.
    const phone = parsePhoneNumber(withoutSeparators(typed.trim()).replace(/^00/, "+"), "CN");
    if (!phone.ok) return NO_NUMBER;
    const requests = await reader.requestsOf(keyedHash("number", phone.value.e164));
    return { mask: `+${prefixOf(phone.value)}****`, requests };
  };
}
