import { expect, test } from "vitest";
import { CALLED } from "../../../src/hook/ledger/postgres-start.ts";
import { filesUnder, readText } from "../../support/hook/sources.ts";

const nameOf = (called: string) => called.replace(/\(.*/, "");
const names = CALLED.map(nameOf).sort();

test("the start asks for the right to every function of the ledger that a statement of the hook calls", () => {
  const source = filesUnder("src/hook", ".ts").map(readText).join("\n");
  // A statement, with its values; what a hint tells an operator to type has none.
  const called = [...source.matchAll(/\bsend_sms\.(\w+)\(\$1/g)].map(([, name]) => name);
  expect([...new Set(called)].sort()).toEqual(names);
});

test("the start asks for what send_sms_hook is granted, in the same words", () => {
  const granted = /unnest\(array\[('version\(\)'[^\]]*)\]\)/.exec(
    readText("supabase/migrations/20261128050000_send_sms.sql"),
  )?.[1]?.match(/'[^']+'/g)?.map((quoted) => quoted.slice(1, -1));
  expect(granted).toEqual(["version()", ...CALLED]);
});
