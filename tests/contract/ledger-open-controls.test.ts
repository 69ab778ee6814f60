import { describe, expect, test } from "vitest";
import { createSchemaWorld } from "../support/postgres/schema.ts";

const { run } = createSchemaWorld();

describe("what is closed", () => {
  const HASH = "a".repeat(32);
  const open = () => run("select kind, subject, refuses from send_sms.open_controls order by id");
  const byGuard = (subject: string, evidence: object, kind = "blocked") =>
    run(
      `insert into send_sms.controls (kind, subject, reason, made_by, made_at, until, evidence)
        values ($1, $2, 'r', 'guard', send_sms.clock(), send_sms.clock() + interval '1 day', $3)`,
      [kind, subject, evidence],
    );

  test("is told with its evidence as long as it is closed", async () => {
    await run("select send_sms.block('+86138', interval '1 hour', 'pumped')");
    await run("update send_sms.controls set made_by = 'guard', evidence = '{\"sent\": 90, \"verified\": 1}'");
    await run("select send_sms.block('VN', interval '1 hour', 'over')");
    await run(
      "update send_sms.controls set until = send_sms.clock() - interval '1 hour' where subject = 'VN'",
    );
    await run("select send_sms.block('HK', null, 'lifted'); select send_sms.unblock('HK')");
    expect(await run("select kind, subject, made_by, evidence from send_sms.open_controls")).toEqual([
      { kind: "blocked", subject: "86138", made_by: "guard", evidence: { sent: 90, verified: 1 } },
    ]);
  });

  test("is told with whom it refuses, suspected and observed too", async () => {
    await run("select send_sms.pause('budget')");
    await run("select send_sms.block('VN', null, 'no users')");
    await byGuard(`ip:${HASH}`, { numbers: 9 });
    await byGuard("ip:*", { rush: true });
    await byGuard("861380013", { numbers: 9, suspected: true, alone: true });
    await byGuard(`net:${HASH}`, { numbers: 9, suspected: true });
    await byGuard("84903", { numbers: 9 }, "observed");
    await byGuard("861390000", { numbers: 9, suspected: true, alone: true }, "observed");
    expect(await open()).toEqual([
      { kind: "paused", subject: "", refuses: "everybody" },
      { kind: "blocked", subject: "VN", refuses: "everybody" },
      { kind: "blocked", subject: `ip:${HASH}`, refuses: "strangers" },
      { kind: "blocked", subject: "ip:*", refuses: "strangers" },
      { kind: "blocked", subject: "861380013", refuses: "strangers" },
      { kind: "blocked", subject: `net:${HASH}`, refuses: "suspects" },
      { kind: "observed", subject: "84903", refuses: "nobody" },
      { kind: "observed", subject: "861390000", refuses: "nobody" },
    ]);
  });

  test("for ever has no end, however that was said", async () => {
    await run("select send_sms.block('VN', null, 'no users')");
    await run("update send_sms.controls set until = 'infinity'");
    expect(await run("select subject, until from send_sms.open_controls")).toEqual([
      { subject: "VN", until: null },
    ]);
  });
});
