import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { type Outcome, simulate } from "../../src/pump-simulation/simulate.ts";
import { sql, startTestPostgres } from "../support/postgres/server.ts";
import { EVADING_SHAPES } from "../support/pump/evading-shapes.ts";
import { MORE_SHAPES } from "../support/pump/more-shapes.ts";
import { dayOf, OTHER_SHAPES, type Shape, SHAPES } from "../support/pump/shapes.ts";

/** Of a whole day; `PUMP_SHARE=1` plays all of it and every shape, as docs/spend.md reports them. */
const SHARE = Number(process.env["PUMP_SHARE"] ?? 0.1);
/** What else is played always, at half of it: a guard that is slower to see a pump fails on that sooner. */
const ALSO: Record<string, Shape> = {
  "who pumps hangs up on Auth, which keeps no user":
    EVADING_SHAPES["who pumps hangs up on Auth, which keeps no user"],
  "every address is one that honest users share": MORE_SHAPES["every address is one that honest users share"],
  "twenty honest users a day": MORE_SHAPES["twenty honest users a day"],
  "in thirty blocks that all honest users have": MORE_SHAPES["in thirty blocks that all honest users have"],
  "in a dear country where one honest user in twenty lives":
    MORE_SHAPES["in a dear country where one honest user in twenty lives"],
};
const HALF = SHARE === 1 ? 1 : SHARE / 2;
const PATIENCE_MS = 300_000 * Math.max(1, 10 * SHARE);
/** Enough where nothing is to be learnt. */
const SMALL = Math.min(SHARE, 0.03);
const SEED = 1;

let server: PostgresServer;
let databases = 0;
beforeAll(async () => {
  server = await startTestPostgres({ synchronous_commit: "off" });
});
afterAll(() => server.remove());

/** A day on a database of its own. */
async function play(shape: Shape, guard: "off" | "observe" | "on", share = SHARE): Promise<Outcome> {
  const name = `day_${++databases}`;
  await sql(server.url, `create database ${name}`);
  const url = server.url.replace("/postgres?", `/${name}?`);
  return simulate({ traffic: dayOf(shape, SEED, share), guard, url });
}

test.each(["off", "observe"] as const)("with the guard %s nobody is refused", async (mode) => {
  const { honest, fraud } = await play(SHAPES["numbers in sequence in few prefixes"], mode, SMALL);
  expect(honest.refused).toBe(0);
  expect(fraud).toEqual({ total: 10_000 * SMALL, sent: 10_000 * SMALL });
}, PATIENCE_MS);

test("the same day comes to the same every time", async () => {
  const shape = SHAPES["numbers over hundreds of prefixes"];
  const once = await play(shape, "on", SMALL);
  expect(once.fraud.sent).toBeLessThan(once.fraud.total);
  expect(await play(shape, "on", SMALL)).toEqual(once);
}, PATIENCE_MS);

describe("with the guard on, a pump costs a tenth at most and hardly anybody honest is refused", () => {
  async function expectHeld(shape: Shape, share: number): Promise<void> {
    const { honest, fraud } = await play(shape, "on", share);
    expect(honest.refused).toBeLessThanOrEqual(honest.total * 0.01);
    expect(fraud.sent).toBeLessThanOrEqual(fraud.total * 0.1);
  }

  test.each(Object.entries<Shape>(SHAPES))("%s", (_, shape) => expectHeld(shape, SHARE), PATIENCE_MS);
  test.each(Object.entries(ALSO))("%s", (_, shape) => expectHeld(shape, HALF), PATIENCE_MS);
  test.runIf(SHARE === 1).each(Object.entries<Shape>({ ...OTHER_SHAPES, ...MORE_SHAPES }))(
    "%s",
    (_, shape) => expectHeld(shape, SHARE),
    PATIENCE_MS,
  );
});
