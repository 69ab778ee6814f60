import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readText } from "../support/hook/sources.ts";
import { putRequests } from "../support/postgres/put-requests.ts";
import { createSchemaWorld } from "../support/postgres/schema.ts";
import { sql } from "../support/postgres/server.ts";

const { run, one, runAsHook, readerUrl } = createSchemaWorld();

describe("a role that may read", () => {
  test("sees what the owner sees, and may do nothing", async () => {
    const url = await readerUrl("grafana");
    await putRequests(run, { key: "a" }, { key: "b", status: "limited", rule: "per_number 5/1h" });
    await run("select send_sms.block('VN', null, 'no users there')");
    expect(await sql(url, "select count(*) as n from send_sms.recent")).toEqual([{ n: "2" }]);
    expect(await sql(url, "select count(*) as n from send_sms.by_reason")).toEqual([{ n: "1" }]);
    expect(await sql(url, "select count(*) as n from send_sms.open_controls")).toEqual([{ n: "1" }]);
    for (
      const statement of [
        "select send_sms.unblock('VN')",
        "delete from send_sms.requests",
        "select send_sms.set_prices('{}', 'CNY')",
        "select * from send_sms.counters",
      ]
    ) {
      await expect(sql(url, statement)).rejects.toMatchObject({ code: "42501" });
    }
  });

  test.each(["public", "anon", "authenticated", "service_role", "send_sms_hook"])(
    "is never %s",
    async (role) => {
      await expect(run("select send_sms.let_read($1)", [role])).rejects.toThrow(/Cannot let .* \/ 不能授权/);
    },
  );
});

test("every migration can be applied again over the newest", async () => {
  await putRequests(run, { key: "kept" });
  await run(`select send_sms.set_prices('{"CN": 0.045}', 'CNY')`);
  for (const name of readdirSync("supabase/migrations").sort()) {
    await run(readText(`supabase/migrations/${name}`));
  }
  expect(await one("select requests, cost from send_sms.by_day")).toEqual({ requests: "1", cost: "0.045" });
  await expect(runAsHook("select * from send_sms.by_day")).rejects.toMatchObject({
    code: "42501",
  });
});
