import { expect, test } from "vitest";
import { closedByGuard, closedText } from "../../src/pump-simulation/closed-by-guard.ts";
import { migrate, sql, startTestPostgres, withClient } from "../support/postgres/server.ts";

test("what the guard closed again, or suspected before, is told once, and apart from what it only suspected", async () => {
  const server = await startTestPostgres();
  await migrate(server.url);
  const found = (subject: string, at: number, suspected: boolean) =>
    sql(
      server.url,
      `insert into send_sms.controls (kind, subject, reason, made_by, made_at, until, evidence)
        values ('blocked', $1, $2, 'guard', to_timestamp($3), to_timestamp($3 + 60), $4)`,
      [
        subject,
        suspected ? "suspected: why / 可疑" : "looks pumped / 疑似盗刷",
        at,
        suspected ? { suspected: true } : {},
      ],
    );
  for (const at of [10, 20]) await found("861700001", at, true);
  for (const at of [30, 40, 50]) await found("861700001", at, false);
  for (const at of [15, 35]) await found("ip:0123456789abcdef", at, true);
  const closed = await withClient(server.url, (client) => closedByGuard(client, 0));
  await server.remove();
  expect(closedText(closed, "on", "en")).toBe(
    "The guard closed 1 subject:\n  at 30 s  +861700001  looks pumped\n" +
      "It only suspected 1 subject:\n  at 15 s  IP address 01234567…  suspected: why",
  );
  expect(closedText(closed, "observe", "zh")).toBe(
    "防盗刷若开启，会关闭 1 项：\n  第 30 秒  +861700001  疑似盗刷\n" +
      "另有 1 项只会列为可疑，不会关闭：\n  第 15 秒  IP 地址 01234567…  可疑",
  );
  expect(closedText([], "on", "en")).toBe("The guard closed nothing.");
});
