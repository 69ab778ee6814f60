import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { countersFor, type Counting, recordFor, SETTLEMENT } from "./traffic.ts";

const run = promisify(execFile);

/** A claim and a settlement, as the adapter sends them; `@` becomes the request's own. */
const SCRIPT = String.raw`\set n random(1, 9000000000000000000)
select send_sms.claim('k' || :n::text, replace(:rules::text, '@', :n::text)::jsonb,
  replace(:details::text, '@', :n::text)::jsonb);
select send_sms.settle('k' || :n::text, :settlement::jsonb);
`;

export const pgbenchIsHere = (): Promise<boolean> =>
  run("pgbench", ["--version"]).then(() => true, () => false);

/**
 * A client of it whose claim is refused has nothing more to do; the others go on.
 * @returns SMS per second of PostgreSQL's own client, each statement parsed anew as behind a pooler
 */
export async function runPgbench(
  { url, clients, counting, seconds }: { url: string; clients: number; counting: Counting; seconds: number },
): Promise<number> {
  const script = join(mkdtempSync(join(tmpdir(), "bench-ledger-")), "sms.sql");
  writeFileSync(script, SCRIPT);
  const { numberHash, numberMask, ipHash, userId, ...record } = recordFor("@");
  const variables = {
    rules: countersFor("@", counting).flatMap(({ scope, subject, rules }) =>
      rules.map(({ count, windowSeconds }) => ({
        scope,
        subject,
        seconds: windowSeconds,
        max: count,
        rule: scope,
      }))
    ),
    details: {
      ...record,
      number_hash: numberHash,
      number_mask: numberMask,
      ip_hash: ipHash,
      user_id: userId,
    },
    settlement: { ...SETTLEMENT, givesBack: false },
  };
  const args = ["-n", "-M", "extended", "-c", String(clients), "-j", String(Math.min(2, clients))];
  const defined = Object.entries(variables).flatMap(([name, value]) => [
    "-D",
    `${name}=${JSON.stringify(value)}`,
  ]);
  const stdout = await run("pgbench", [...args, "-T", String(seconds), ...defined, "-f", script, url])
    .then((done) => done.stdout, (error: { stdout?: string }) => error.stdout ?? "");
  const tps = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  if (!(tps > 0)) throw new Error(`Cannot measure: pgbench said ${stdout}`);
  return tps;
}
