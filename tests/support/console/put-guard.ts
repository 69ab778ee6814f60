import type { ConsoleWorld } from "./world.ts";

export const ADDRESS = `ip:${"3f2a9c1b".padEnd(32, "0")}`;
export const NETWORK = `net:${"77aa01cd".padEnd(32, "1")}`;
/** A block of numbers that is suspected, and one that is suspected alone. */
export const BLOCK = "861700001";
export const ALONE = "861710002";

const EVIDENCE = {
  numbers: 14,
  verified: 1,
  pending: 3,
  usualRate: 0.812,
  pumpedShare: 0.61,
  certainty: 0.9987,
  past: { numbers: 20, verified: 2 },
};
const REASON =
  "looks pumped: 1 of 14 new numbers verified, usual are 81% / 疑似盗刷：14 个新号码中仅 1 个完成验证，平时为 81%";

/** Everything that the guard can leave, as it leaves it, in place of what was there. */
export async function putGuard({ run }: ConsoleWorld): Promise<void> {
  await run("delete from send_sms.controls");
  const put = (subject: string, evidence: object, kind = "blocked") =>
    run(
      `insert into send_sms.controls (kind, subject, reason, made_by, made_at, until, evidence)
        values ($1, $2, $3, 'guard', send_sms.clock(), send_sms.clock() + interval '1 day', $4)`,
      [kind, subject, REASON, { ...EVIDENCE, ...evidence }],
    );
  await put(ADDRESS, { mayBeLost: true });
  await put("ip:*", { rush: true });
  await put("84", { wide: true });
  await put(ALONE, { suspected: true, alone: true });
  await put(NETWORK, { suspected: true });
  await put(BLOCK, { suspected: true });
  await put("852", {}, "observed");
  await putRefused({ run }, "by two", { subject: NETWORK, prefix: BLOCK, net: NETWORK });
  await putRefused({ run }, "observed", { subject: "852", prefix: "8529", status: "accepted" });
}

/** A request that one of them has met, the newest of all. */
async function putRefused(
  { run }: Pick<ConsoleWorld, "run">,
  key: string,
  { subject, prefix, net, status = "closed" }: {
    subject: string;
    prefix: string;
    net?: string;
    status?: string;
  },
): Promise<void> {
  await run("delete from send_sms.requests where key = $1", [key]);
  await run(
    `insert into send_sms.requests (key, status, rule, number_hash, number_mask, country, prefix, net_hash, flow,
        created_at, control_id)
      select $1, $2, case when $2 = 'closed' then 'guarded net' else 'observed 852' end, $1, '+' || $3 || '****',
        case when $3 like '86%' then 'CN' else 'HK' end, $3, substr($4, 5), 'signup', send_sms.clock(), c.id
      from send_sms.controls as c where c.subject = $5`,
    [key, status, prefix, net ?? null, subject],
  );
}
