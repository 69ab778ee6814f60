import { describe, expect, test } from "vitest";
import { readPrices } from "../../../src/hook/config/read-prices.ts";
import { readCommandLine } from "../../../src/command-line/read-command-line.ts";
import { CONSOLE, portOf, readConsoleEnv } from "../../../src/console/options.ts";
import { ledgerKeyFrom } from "../../../src/hook/ledger/keyed-hash.ts";

const URL_OF = { SMS_LEDGER_DATABASE_URL: "postgresql://owner:word@127.0.0.1:5432/postgres?sslmode=disable" };
const SECRET = "bW9yZS10aGFuLXRoaXJ0eS10d28tYnl0ZXMtb2YtYS1zZWNyZXQ=";

describe("the console's environment", () => {
  test("is the database alone", () => {
    expect(readConsoleEnv(URL_OF)).toEqual({
      databaseUrl: URL_OF.SMS_LEDGER_DATABASE_URL,
      ca: undefined,
      ledgerKey: undefined,
      prices: undefined,
    });
  });

  test("gives the key as the function has it: its own, or of the first hook secret", () => {
    const key = "a key of the ledger that has its 32 characters";
    expect(readConsoleEnv({ ...URL_OF, SMS_LEDGER_KEY: key }).ledgerKey).toBe(key);
    expect(readConsoleEnv({ ...URL_OF, SEND_SMS_HOOK_SECRETS: `v1,whsec_${SECRET}` }).ledgerKey)
      .toBe(ledgerKeyFrom(SECRET));
  });

  test.each([
    ["no database", {}, /SMS_LEDGER_DATABASE_URL/],
    ["a short key", { ...URL_OF, SMS_LEDGER_KEY: "short" }, /SMS_LEDGER_KEY.*32/],
    ["a secret that is none", { ...URL_OF, SEND_SMS_HOOK_SECRETS: "secret" }, /SEND_SMS_HOOK_SECRETS/],
    ["a price that is none", { ...URL_OF, SMS_PRICE_CN: "4,5 ct" }, /SMS_PRICE_CN.*0\.045/],
  ])("with %s is refused, in both languages", (_, env, reason) => {
    expect(() => readConsoleEnv(env)).toThrow(reason);
    expect(() => readConsoleEnv(env)).toThrow(/[一-鿿]/);
  });
});

describe("prices", () => {
  test("are by country, one for everywhere else, all in one currency", () => {
    const env = {
      SMS_PRICE_CN: "0.045",
      SMS_PRICE_HK: "",
      SMS_PRICE_DEFAULT: " 0.5 ",
      SMS_PRICE_CURRENCY: "USD",
    };
    expect(readPrices(env)).toEqual({ currency: "USD", of: { CN: 0.045, "*": 0.5 } });
  });

  test("are left as they are where none is set", () => {
    expect(readPrices({})).toBeUndefined();
    expect(readPrices({ SMS_PRICE_CURRENCY: "", SMS_PRICE_CN: " " })).toBeUndefined();
  });

  test.each([{}, { SMS_PRICE_CN: "" }])("are asked for where only a currency is set, beside %j", (env) => {
    const read = () => readPrices({ ...env, SMS_PRICE_CURRENCY: "USD" });
    expect(read).toThrow(/SMS_PRICE_CURRENCY is set without any price.*SMS_PRICE_DEFAULT/);
    expect(read).toThrow(/SMS_PRICE_CURRENCY 已设置，但没有任何价格/);
  });

  test.each([["-1"], ["1e3"], ["0,045"], ["free"], ["¥1"]])("are never %s", (text) => {
    expect(() => readPrices({ SMS_PRICE_CN: text })).toThrow("SMS_PRICE_CN");
  });

  test.each([
    "SMS_PRICE_XX",
    "SMS_PRICE_cn",
    "SMS_PRICE_CHN",
    "SMS_PRICE_",
    "SMS_PRICE_default",
    "SMS_PRICES_CN",
    "sms_price_CN",
  ])("are refused under the name %s, which nobody would read, and not where it is empty", (name) => {
    expect(() => readPrices({ SMS_PRICE_CN: "1", [name]: "0.5" })).toThrow(
      new RegExp(`${name} is no country's price`),
    );
    expect(readPrices({ SMS_PRICE_CN: "1", [name]: "" })).toEqual({ currency: "CNY", of: { CN: 1 } });
  });

  test.each([
    ["0,045", /behind a point, no comma/, /句点/],
    [".045", /a digit stands before the point/, /小数点前须有数字/],
    ["5.", /digits stand behind the point/, /小数点后须有数字/],
    ["-1", /none is below zero/, /不能为负数/],
    ["0.045 CNY", /a number alone, .*SMS_PRICE_CURRENCY/, /只能是数字/],
    ["¥0.045", /a number alone/, /只能是数字/],
    ["1e-2", /a number alone/, /只能是数字/],
    ["0.0450000001", /six digits behind the point at most/, /小数最多六位/],
    ["1000000", /six digits before the point at most/, /整数部分最多六位/],
    ["0.0.1", /digits and one point/, /一个小数点/],
  ])("of %j are refused with what is wrong with it, in both languages", (text, en, zh) => {
    const read = () => readPrices({ SMS_PRICE_CN: text });
    expect(read).toThrow(/SMS_PRICE_CN must be the price of one SMS, such as 0\.045: /);
    expect(read).toThrow(en);
    expect(read).toThrow(/SMS_PRICE_CN 必须是单条短信的价格，例如 0\.045：/);
    expect(read).toThrow(zh);
  });

  test.each(["RMB", "rmb"])("in %s are refused with the code of renminbi", (currency) => {
    const read = () => readPrices({ SMS_PRICE_CN: "1", SMS_PRICE_CURRENCY: currency });
    expect(read).toThrow(/SMS_PRICE_CURRENCY is no code of ISO 4217: renminbi is CNY/);
    expect(read).toThrow(/人民币为 CNY/);
  });

  test("have a currency of three letters", () => {
    expect(() => readPrices({ SMS_PRICE_CN: "1", SMS_PRICE_CURRENCY: "元" })).toThrow("SMS_PRICE_CURRENCY");
  });
});

describe("its flag", () => {
  const port = (...args: string[]) => portOf(readCommandLine(CONSOLE, args, {}));

  test("chooses the port", () => {
    expect([port(), port("--port", "4500")]).toEqual([4400, 4500]);
  });

  test.each([["many"], ["70000"], ["-1"]])("takes no port %s", (given) => {
    expect(() => port(`--port=${given}`)).toThrow(/无效/);
  });
});
