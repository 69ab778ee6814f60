import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/hook/config/config.ts";
import { startEntry } from "../../../src/hook/log/start-entry.ts";
import { configOf, ENV } from "../../support/hook/config.ts";
import { SECOND_SECRET } from "../../support/hook/signing.ts";

/** Without the warning that no limit bounds the bill. */
const BOUNDED = { SMS_LIMIT_TOTAL: "1000/1d" };
const warned = (changes: Record<string, string>) => configOf({ ...BOUNDED, ...changes }).warnings;

describe("what starts and holds a risk is named at warn", () => {
  test.each<[string, Record<string, string>, string]>([
    ["an endpoint in clear", { ALIYUN_SMS_ENDPOINT: "http://10.0.0.5:8080" }, "ALIYUN_SMS_ENDPOINT"],
    ["a temporary key", { ALIBABA_CLOUD_SECURITY_TOKEN: "token" }, "ALIBABA_CLOUD_SECURITY_TOKEN"],
    ["a proxy", { HTTPS_PROXY: "http://user:password@proxy:3128" }, "HTTPS_PROXY"],
    ["a proxy in lower case", { http_proxy: "http://proxy:3128" }, "http_proxy"],
    ["an empty staging list", { SMS_ALLOWED_NUMBERS: "" }, "SMS_ALLOWED_NUMBERS"],
    ["a staging list of two quotes", { SMS_ALLOWED_NUMBERS: '""' }, "SMS_ALLOWED_NUMBERS"],
    ["neither a total nor a limit per IP", { SMS_LIMIT_TOTAL: "off" }, "SMS_LIMIT_TOTAL"],
    ["two names that disagree", { SEND_SMS_HOOK_SECRET: SECOND_SECRET }, "SEND_SMS_HOOK_SECRETS"],
    ["a database that is not used", { SMS_LEDGER_DATABASE_URL: "postgres://db" }, "SMS_LEDGER_DATABASE_URL"],
    ["a guard that nothing can be known to", { SMS_GUARD: "on" }, "SMS_GUARD"],
    ["a keeping that the ledger's owner has to agree to", {
      SMS_LEDGER: "postgres",
      SMS_LEDGER_DATABASE_URL: "postgres://a:b@db.example:5432/postgres",
      SMS_LEDGER_KEEP_DAYS: "3",
    }, "SMS_LEDGER_KEEP_DAYS"],
    ["a country that no route reaches", {
      ALIYUN_SMS_API: "dypnsapi",
      SMS_ALLOWED_COUNTRIES: "CN,HK",
    }, "SMS_ALLOWED_COUNTRIES"],
    ["one template for the mainland and abroad", { SMS_ALLOWED_COUNTRIES: "CN,HK" }, "SMS_ALLOWED_COUNTRIES"],
    ["a calling code in place of its country", { SMS_ALLOWED_COUNTRIES: "+44" }, "SMS_ALLOWED_COUNTRIES"],
    ["one template for the world", { SMS_ALLOWED_COUNTRIES: "*" }, "SMS_ALLOWED_COUNTRIES"],
  ])("%s", (_, changes, variable) => {
    const env = { ...ENV, ...BOUNDED, ...changes };
    const entry = startEntry(readConfig(env), env);
    expect(entry.level).toBe("warn");
    expect(entry.warnings).toEqual([{
      variable,
      hint: expect.stringMatching(/^[A-Za-z_]+ [ -~…]+$/),
      hint_zh: expect.stringMatching(/[\u4e00-\u9fff]/),
    }]);
    expect(JSON.stringify(entry)).not.toContain("password");
  });
  test("a keeping of less than a week names what the owner has to run, for as many days", () => {
    const database = {
      SMS_LEDGER: "postgres",
      SMS_LEDGER_DATABASE_URL: "postgres://a:b@db.example:5432/postgres",
    };
    for (const days of ["1", "6"]) {
      const [{ en = "", zh = "" } = {}] = warned({ ...database, SMS_LEDGER_KEEP_DAYS: days });
      for (const text of [en, zh]) {
        expect(text).toContain(`update send_sms.retention set keep_days_at_least = ${days};`);
      }
    }
    expect(warned({ ...database, SMS_LEDGER_KEEP_DAYS: "7" })).toEqual([]);
    expect(warned(database)).toEqual([]);
    // Without a database nothing is kept.
    expect(warned({ SMS_LEDGER_KEEP_DAYS: "3" })).toEqual([]);
  });

  test("every country and no limit at all is said as what it is", () => {
    const off = { SMS_LIMIT_TOTAL: "off", SMS_LIMIT_PER_NUMBER: "off" };
    const template = JSON.stringify([{ when: { country: "CN" }, template: "SMS_1" }]);
    const [warning] = warned({ ...off, SMS_ALLOWED_COUNTRIES: "*", ALIYUN_SMS_ROUTES: template });
    expect(warning?.en).toContain("nothing bounds the bill");
  });

  test("a limit per address bounds no bill", () => {
    const [warning] = warned({ SMS_LIMIT_TOTAL: "off", SMS_LIMIT_PER_IP: "10/1h" });
    expect(warning).toMatchObject({
      variable: "SMS_LIMIT_TOTAL",
      en: expect.stringContaining("nothing bounds"),
      zh: expect.stringContaining("没有上限"),
    });
  });

  test.each<[string, Record<string, string>]>([
    ["http on this machine", { ALIYUN_SMS_ENDPOINT: "http://127.0.0.1:9001" }],
    ["the same value under two names", { ALIYUN_ACCESS_KEY_ID: ENV.ALIBABA_CLOUD_ACCESS_KEY_ID }],
    ["a route of its own abroad", {
      SMS_ALLOWED_COUNTRIES: "CN,HK",
      ALIYUN_SMS_ROUTES: '[{"when":{"country":"HK"},"template":"SMS_1"}]',
    }],
    ["a range that is no whole country", { SMS_ALLOWED_COUNTRIES: "CN,+870,+4470,+1204" }],
    ["one template where the mainland is not allowed", { SMS_ALLOWED_COUNTRIES: "GB,FR" }],
    ["globe abroad", {
      SMS_ALLOWED_COUNTRIES: "CN,HK",
      ALIYUN_SMS_ROUTES: '[{"when":{"country":"HK"},"api":"globe"}]',
    }],
  ])("%s is none", (_, changes) => {
    expect(warned(changes)).toEqual([]);
  });

  test("a calling code in place of its country is told with the code", () => {
    const [warning] = warned({ SMS_ALLOWED_COUNTRIES: "CN,+44,+852,+870" });
    expect(warning?.en).toMatch(
      /^lists \+44, \+852, all that begins so, .*the code for that is GB, HK; a range/,
    );
    expect(warning?.zh).toMatch(/^中的 \+44, \+852 是号段.*请改写为代码 GB, HK；/);
  });

  test("known names in lower case are named, for they are not read", () => {
    const env = { ...ENV, sms_limit_total: "1/1d" };
    expect(startEntry(readConfig(env), env).unknownVariables).toEqual(["sms_limit_total"]);
  });
});
