import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/hook/runtime/runtime.ts";
import { createPostgresLedger } from "../../src/hook/ledger/postgres.ts";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { connectPostgres } from "../../src/serve/connect-postgres.ts";
import { accepted } from "../support/hook/examples.ts";
import { hookRoleUrl, migrate, startTestPostgres } from "../support/postgres/server.ts";
import { claimRequestOf } from "./ledger-contract.ts";

let server: PostgresServer;
let database: Database;
beforeAll(async () => {
  server = await startTestPostgres();
  await migrate(server.url);
  database = connectPostgres(await hookRoleUrl(server.url), { ca: undefined });
});
afterAll(() => server.remove());

const within = () => ({ signal: AbortSignal.timeout(20_000) });

/** Does what it is asked to, and loses so many of the first answers on the way back. */
function losing(answers: number, code = "ECONNRESET"): Database {
  return {
    async query(...asked) {
      const rows = await database.query(...asked);
      if (answers-- > 0) throw Object.assign(new Error("lost"), { code });
      return rows;
    },
  };
}
const ledgerOn = (of: Database) => createPostgresLedger({ database: of, randomUuid: randomUUID });
const total = (count: number) =>
  ({ scope: "total", subject: "", rules: [{ count, windowSeconds: 86_400 }] }) as const;

test("a claim whose answer is lost is taken up by whoever made it, and counted once", async () => {
  const request = claimRequestOf("lost once", total(2));
  expect(await ledgerOn(losing(1)).claim(request, within())).toEqual({ status: "claimed" });
  expect((await ledgerOn(database).claim(claimRequestOf("second", total(2)), within())).status)
    .toBe("claimed");
  expect((await ledgerOn(database).claim(claimRequestOf("third", total(2)), within())).status)
    .toBe("limited");
});

test.each(["08P01", "XX000"])("also where a pooler lost it and says %s", async (code) => {
  const request = claimRequestOf(`pooled ${code}`);
  expect(await ledgerOn(losing(1, code)).claim(request, within())).toEqual({ status: "claimed" });
  // Lost a second time, it may have been made as well, and is ended.
  const lost = claimRequestOf(`pooled twice ${code}`);
  const ledger = ledgerOn(losing(2, code));
  await expect(ledger.claim(lost, within())).rejects.toMatchObject({ code });
  await ledger.settleUnheard?.(lost, undefined, within());
  expect(await ledgerOn(database).outcomeOf(lost.key, within())).toBe("withdrawn");
});

test("by nobody else: a copy of the request is a duplicate", async () => {
  const request = claimRequestOf("copied");
  await expect(ledgerOn(losing(2)).claim(request, within())).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(await ledgerOn(database).claim(request, within()))
    .toEqual({ status: "duplicate", outcome: "in_flight" });
});

test("and not once the send is settled", async () => {
  const request = claimRequestOf("settled");
  const ledger = createPostgresLedger({ database, randomUuid: () => "always the same" });
  await ledger.claim(request, within());
  await ledger.settle(request.key, { outcome: accepted() }, within());
  expect(await ledger.claim(request, within())).toEqual({ status: "duplicate", outcome: accepted() });
});

test("a server that refuses or is too slow is not asked twice", async () => {
  for (const code of ["57014", "53300", "ETIMEDOUT"]) {
    await expect(ledgerOn(losing(1, code)).claim(claimRequestOf(`refused ${code}`), within()))
      .rejects.toMatchObject({ code });
  }
});
