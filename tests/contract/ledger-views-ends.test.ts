import { describe, expect, test } from "vitest";
import { readHistory } from "../../src/console/read-history.ts";
import { putRequests, type Row } from "../support/postgres/put-requests.ts";
import { createSchemaWorld } from "../support/postgres/schema.ts";
import { counterOf } from "./ledger-contract.ts";

const { run, one, claim, onConsole } = createSchemaWorld();
const put = (...rows: Row[]) => putRequests(run, ...rows);

test("a receipt that comes a month late ends no sum", async () => {
  await put({ key: "a", delivered: 30 * 86_400 });
  for (const view of ["by_hour", "by_day", "by_country", "by_template"]) {
    expect(await one(`select delivered, delivery_ms_p50 from send_sms.${view}`))
      .toEqual({ delivered: "1", delivery_ms_p50: 2_147_483_647 });
  }
});

describe("what was not sent", () => {
  test("has the provider's reason, also where the guard would have refused it", async () => {
    const rule = "observed 861380013";
    await put(
      { key: "a", status: "rejected", code: "isv.SMS_SIGNATURE_ILLEGAL", rule },
      { key: "b", status: "unconfirmed", code: "timeout", rule },
      { key: "c", rule },
    );
    const reasons = "select reason from send_sms";
    expect(await run(`${reasons}.traced order by key`)).toEqual([
      { reason: "isv.SMS_SIGNATURE_ILLEGAL" },
      { reason: "timeout" },
      { reason: rule },
    ]);
    expect(await run(`${reasons}.by_reason order by reason`)).toEqual([
      { reason: "isv.SMS_SIGNATURE_ILLEGAL" },
      { reason: "timeout" },
    ]);
  });

  test("for the ledger did not answer in time is refused here, not by the provider", async () => {
    const details = {
      number_hash: "h",
      number_mask: "m",
      country: "CN",
      prefix: "861380013",
      flow: "signin",
      attempt: "a",
    };
    await run("select send_sms.settle('given up', $1)", [
      JSON.stringify({ attempt: "a", details, givesBack: true }),
    ]);
    const sums = { requests: "1", sent: "0", rejected: "0", refused: "1" };
    for (const view of ["by_hour", "by_country"]) {
      expect(await one(`select requests, sent, rejected, refused from send_sms.${view}`)).toEqual(sums);
    }
    expect(await one("select refused from send_sms.by_prefix")).toEqual({ refused: "1" });
    expect(await one("select status, reason from send_sms.by_reason"))
      .toEqual({ status: "rejected", reason: "ledger_down" });
  });

  test("is not what a receipt says was sent, also where it was claimed anew and limited then", async () => {
    const details = {
      number_hash: "h",
      number_mask: "m",
      country: "CN",
      prefix: "861380013",
      flow: "signin",
    };
    for (const key of ["given up", "claimed anew"]) {
      const unheard = { attempt: key, details: { ...details, attempt: key }, givesBack: true };
      await run("select send_sms.settle($1, $2)", [key, JSON.stringify(unheard)]);
      await run("select send_sms.receive($1)", [
        JSON.stringify([{ outId: key, delivered: true, reportedAt: "2026-08-20T12:00:05Z" }]),
      ]);
    }
    const none = counterOf("total", "", { count: 1, windowSeconds: 60 });
    await claim("another", none);
    expect(await claim("claimed anew", none)).toMatchObject({ status: "limited" });
    await run("delete from send_sms.requests where key = 'another'");
    for (const view of ["by_hour", "by_country", "by_prefix"]) {
      expect(await one(`select requests, sent, refused from send_sms.${view}`))
        .toEqual({ requests: "2", sent: "2", refused: "0" });
    }
    const { countries } = await onConsole((database) => readHistory(database, "day", "UTC"));
    expect(countries).toMatchObject([{ requests: 2, sent: 2, refused: 0 }]);
  });
});

test("what a receipt is the only word of was sent and is paid for", async () => {
  await run(`select send_sms.set_prices('{"CN": 0.05}', 'CNY')`);
  await put(
    { key: "the provider's error", status: "rejected", code: "isp.SYSTEM_ERROR", delivered: 4 },
    { key: "the process ended", status: "in_flight", delivered: "MK:0001" },
    { key: "nobody knows", status: "in_flight" },
  );
  const sums = { sent: "2", rejected: "0", delivered: "1", undelivered: "1", cost: "0.10" };
  expect(await one("select sent, rejected, delivered, undelivered, cost, in_flight from send_sms.by_day"))
    .toEqual({ ...sums, in_flight: "1" });
  expect(await one("select sent, rejected, delivered, undelivered, cost from send_sms.by_country")).toEqual(
    sums,
  );
});

test.each<[unknown, string, RegExp]>([
  [{}, "CNY", /give them as/],
  [null, "CNY", /give them as/],
  [[1], "CNY", /give them as .* \/ .*写法如/],
  [{ CN: 0.045 }, "RMB", /CNY for renminbi/],
  [{ UK: 0.3 }, "CNY", /"UK".* GB .* \/ .*英国/],
  [{ CN: "0,045" }, "CNY", /price of CN.*0\.045/],
  [{ CN: -1 }, "CNY", /price of CN/],
  [{ CN: 0.045 }, "yuan", /ISO 4217/],
])("prices %j in %s are refused, and those that were there stay", async (given, currency, sentence) => {
  await run(`select send_sms.set_prices('{"CN": 0.05, "*": 0.5}', 'CNY')`);
  await expect(run("select send_sms.set_prices($1, $2)", [JSON.stringify(given), currency])).rejects.toThrow(
    sentence,
  );
  expect(await run("select country from send_sms.prices order by country")).toEqual([
    { country: "*" },
    { country: "CN" },
  ]);
});
