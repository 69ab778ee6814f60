import { describe, expect, test } from "vitest";
import { openPostgresLedger } from "../../../src/hook/ledger/open-postgres.ts";
import { SCHEMA_VERSION } from "../../../src/hook/ledger/postgres-start.ts";
import type { Database, Row } from "../../../src/hook/runtime/runtime.ts";
import { claimRequestOf } from "../../contract/ledger-contract.ts";
import { accepted } from "../../support/hook/examples.ts";
import { createFakeRuntime } from "../../support/hook/runtime.ts";

const options = { signal: new AbortController().signal };

/** A ledger of this release on a database that answers as `answer` says, and which of its functions were asked for. */
async function setUp({ version = SCHEMA_VERSION, away = false, hasAside = true } = {}) {
  const asked: string[] = [];
  const state = { version, away };
  const answerOf = (name: string): Row => {
    if (name === "version") return { version: state.version, may: true, complete: true };
    if (name === "purge") return { deleted: 0 };
    return { answer: name === "claim" ? { status: "claimed" } : { ran: false } };
  };
  const query = (way: string): Database["query"] => (text) => {
    const name = /send_sms\.(\w+)/.exec(text)?.[1] ?? "";
    asked.push(`${way} ${name}`);
    return state.away
      ? Promise.reject(Object.assign(new Error("away"), { code: "ECONNREFUSED", unsent: true }))
      : Promise.resolve([answerOf(name)]);
  };
  const left: Promise<unknown>[] = [];
  const runtime = createFakeRuntime({ waitUntil: (promise) => void left.push(promise) });
  const database: Database = hasAside
    ? { query: query("query"), aside: query("aside") }
    : { query: query("query") };
  const opened = await openPostgresLedger(
    { url: "", ca: undefined, keepDays: 90, guard: "on", onGuarded: () => {} },
    { ...runtime, connect: () => Promise.resolve(database) },
  );
  if ("status" in opened) throw new Error(opened.en);
  return { ledger: opened.ledger, asked, state, runtime, atRest: () => Promise.all(left) };
}

describe("the guard and retention", () => {
  test("take no connection from claims, where the host tells them apart", async () => {
    const { ledger, asked, runtime, atRest } = await setUp();
    runtime.advance(120_000);
    await ledger.claim(claimRequestOf("a"), options);
    await ledger.settle("a", { outcome: accepted() }, options);
    await atRest();
    // It notes first what was used, then it looks.
    const aside = ["aside purge", "aside guard", "aside guard"];
    expect(asked).toEqual(["query version", "query claim", "query settle", ...aside]);
  });

  test("have the same connections as claims where it does not", async () => {
    const { ledger, asked, atRest } = await setUp({ hasAside: false });
    await ledger.settle("a", { outcome: accepted() }, options);
    await atRest();
    expect(asked).toContain("query guard");
  });
});

describe("a database that was away at the start", () => {
  test("is asked once, when it is back, whether it is of this release", async () => {
    const { ledger, asked, state } = await setUp({ away: true });
    await expect(ledger.claim(claimRequestOf("a"), options)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    state.away = false;
    for (const key of ["b", "c"]) await ledger.claim(claimRequestOf(key), options);
    expect(asked).toEqual([...Array(3).fill("query version"), "query claim", "query claim"]);
  });

  test("is not asked to claim while it is of an older one", async () => {
    const { ledger, asked, state } = await setUp({ away: true, version: SCHEMA_VERSION - 1 });
    state.away = false;
    for (const key of ["a", "b"]) {
      await expect(ledger.claim(claimRequestOf(key), options))
        .rejects.toMatchObject({ code: "LEDGER_UNFIT", unsent: true });
    }
    expect(asked).not.toContain("query claim");
    state.version = SCHEMA_VERSION;
    expect(await ledger.claim(claimRequestOf("c"), options)).toEqual({ status: "claimed" });
  });
});
