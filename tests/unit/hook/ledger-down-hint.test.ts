import { describe, expect, test } from "vitest";
import { explain } from "../../../src/hook/log/explain.ts";

describe("the log's hint for a ledger that could not be asked", () => {
  test.each(["sqlstate_3F000", "sqlstate_42883", "sqlstate_42P01", "sqlstate_42501", "LEDGER_UNFIT"])(
    "names ledger:migrate where the database answered with %s: waiting does not bring that ledger back",
    (cause) => {
      expect(explain({ reason: "ledger_down", cause })).toMatchObject({
        hint: expect.stringMatching(/^the database answers.*run npm run ledger:migrate as its owner$/),
        hint_zh: expect.stringMatching(/请以所有者身份运行 npm run ledger:migrate$/),
      });
    },
  );

  test.each(["timeout", "ECONNREFUSED", "sqlstate_53300", "sqlstate_40001"])(
    "names SMS_ON_LEDGER_DOWN where %s kept it away",
    (cause) => {
      expect(explain({ reason: "ledger_down", cause }).hint).toMatch(
        /could not be reached.*SMS_ON_LEDGER_DOWN/,
      );
    },
  );
});
