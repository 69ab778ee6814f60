import { NUMBER_PROBLEMS, readingsOf, readWholeNumber } from "../cli/typed-number.ts";
import type { Sentence } from "../cli/with-ledger-database.ts";
import { withoutSeparators } from "../client/typed-text.ts";
import { createKeyedHash } from "../hook/ledger/keyed-hash.ts";
import { looksLikeBareMainland, type PhoneNumber, prefixOf } from "../hook/sms/phone-number.ts";
import type { LedgerReader } from "./read-ledger.ts";
import type { Person } from "./wire.ts";

export type Find = (typed: string) => Promise<Person | Sentence>;

const EITHER: Sentence = {
  en:
    "This may be a number of the mainland or of North America, and there are requests of both: put +86 or +1 before it.",
  zh: "该号码可能是大陆号码，也可能是北美号码，两者均有记录：请在前面加上 +86 或 +1。",
};
const NEITHER: Sentence = {
  en:
    "No requests of this number are kept, neither as one of the mainland (+86) nor as one of North America (+1).",
  zh: "没有该号码的记录：按大陆号码（+86）和北美号码（+1）均未查到。",
};
const PLUS_1: Sentence = {
  en:
    "No requests of this number of North America (+1) are kept. A mainland number has +86 before its eleven digits.",
  zh: "没有该北美号码（+1）的记录。如为大陆号码，请在 11 位号码前加上 +86。",
};

/** The requests of one number, which is hashed here as the hook does it, and neither kept nor written anywhere. */
export function createFind(reader: Pick<LedgerReader, "requestsOf">, ledgerKey: string): Find {
  const keyedHash = createKeyedHash(ledgerKey);
  const personOf = async (phone: PhoneNumber): Promise<Person> => ({
    mask: `+${prefixOf(phone)}****`,
    requests: await reader.requestsOf(keyedHash("number", phone.e164)),
  });
  return async function find(typed) {
    const text = withoutSeparators(typed);
    const readings = readingsOf(text);
    const people = await Promise.all(readings.map(personOf));
    const [found, another] = people.filter(({ requests }) => requests.length > 0);
    if (found) return another ? EITHER : found;
    const [nobody, orNobody] = people;
    if (!nobody) return noNumber(text);
    if (orNobody) return NEITHER;
    return readings.some(({ digits }) => looksLikeBareMainland(digits)) ? PLUS_1 : nobody;
  };
}

function noNumber(text: string): Sentence {
  const whole = readWholeNumber(text);
  const { en, zh } = NUMBER_PROBLEMS[whole.ok ? "not_e164" : whole.error];
  return { en: `Cannot look for it: ${en}.`, zh: `无法查询：${zh}。` };
}
