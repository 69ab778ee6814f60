import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPostgresReceipts, reportsOf } from "../../src/hook/ledger/postgres-receipts.ts";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import type { Database } from "../../src/hook/runtime/runtime.ts";
import { connectPostgres } from "../../src/serve/connect-postgres.ts";
import { receiptOf } from "../support/hook/examples.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres, withClient } from "../support/postgres/server.ts";
import { describeReceiptsContract } from "./receipts-contract.ts";

let server: PostgresServer;
let database: Database;

beforeAll(async () => {
  server = await startTestPostgres();
  await migrate(server.url);
  database = connectPostgres(await hookRoleUrl(server.url), { ca: undefined });
});
afterAll(() => server.remove());

const signal = AbortSignal.timeout(60_000);
const empty = () => sql(server.url, "truncate send_sms.receipts");
const kept = () =>
  sql(server.url, "select out_id, biz_id, delivered, code from send_sms.receipts order by out_id, biz_id");
const receiveRaw = async (reports: string) =>
  (await database.query("select send_sms.receive($1::jsonb) as n", [reports], signal))[0]?.["n"];

describeReceiptsContract("the Postgres ledger", {
  async create() {
    await empty();
    return createPostgresReceipts({ database });
  },
  runs: 30,
});

describe("a batch with something in it that is no report", () => {
  const good = JSON.parse(reportsOf([receiptOf()]))[0];

  test.each<[string, unknown]>([
    ["a time that is none", { ...good, outId: "x", reportedAt: "yesterday, more or less" }],
    ["a day that is none", { ...good, outId: "x", reportedAt: "2026-02-30T00:00:00Z" }],
    ["no time", { ...good, outId: "x", reportedAt: undefined }],
    ["the end of time", { ...good, outId: "x", reportedAt: "infinity" }],
    ["an outcome that is none", { ...good, outId: "x", delivered: "perhaps" }],
    ["no outcome", { ...good, outId: "x", delivered: null }],
    ["no id", { ...good, outId: "", bizId: null }],
    ["an id that no index holds", { ...good, outId: "x".repeat(9_000) }],
    ["no object", "DELIVERED"],
    ["nothing", null],
    ["another batch", [good]],
  ])("keeps the others: %s", async (_, bad) => {
    await empty();
    expect(await receiveRaw(JSON.stringify([bad, good, bad]))).toBe(1);
    expect(await kept()).toMatchObject([{ out_id: good.outId, delivered: true }]);
  });

  test.each(['{"outId": "x"}', "null", '"DELIVERED"', "7"])(
    "is none where it is no list: %s",
    async (reports) => {
      expect(await receiveRaw(reports)).toBe(0);
    },
  );

  test("keeps every good report among any JSON", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 8 }), fc.nat(8), async (noise, at) => {
        await empty();
        // What Postgres takes for no JSON never gets here: readReceipts lets none of it through.
        fc.pre(!/\\u(0000|d[89a-f])/.test(JSON.stringify(noise)));
        await receiveRaw(JSON.stringify(noise.toSpliced(at, 0, good)));
        expect((await kept()).filter(({ out_id }) => out_id === good.outId)).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  });
});

test("a push that is too large for its time is kept whole when it has come again", async () => {
  await empty();
  const batch = Array.from({ length: 1_200 }, (_, n) => receiptOf({ key: String(n).padStart(32, "0") }));
  let left = 2;
  const slow: Database = {
    query: (...args) =>
      left-- > 0 ? database.query(...args) : Promise.reject(new DOMException("", "TimeoutError")),
  };
  await expect(createPostgresReceipts({ database: slow }).receive(batch, { signal })).rejects.toThrow();
  expect(await kept()).toHaveLength(1_000);
  expect(await createPostgresReceipts({ database }).receive(batch, { signal })).toBe(200);
  expect(await kept()).toHaveLength(1_200);
});

describe("two pushes at once", () => {
  test("with the same receipts in another order wait for no lock of each other for ever", async () => {
    await empty();
    const batch = Array.from({ length: 200 }, (_, n) => receiptOf({ key: String(n).padStart(32, "0") }));
    const receipts = createPostgresReceipts({ database });
    const counts = await Promise.all(
      [batch, batch.toReversed(), batch, batch.toReversed()].map((one) => receipts.receive(one, { signal })),
    );
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(200);
  });

  test("wait for no lock that somebody else holds on, so that the provider is answered and pushes again", async () => {
    await empty();
    await withClient(server.url, async (client) => {
      await client.query("begin");
      await client.query("lock table send_sms.receipts");
      await expect(createPostgresReceipts({ database }).receive([receiptOf()], { signal }))
        .rejects.toMatchObject({ code: "55P03" });
    });
  });
});
