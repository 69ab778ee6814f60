import { beforeEach, describe, expect, test } from "vitest";
import type { ClaimRequest, Ledger } from "../../src/hook/ledger/ledger.ts";
import type { Counter, LimitRule } from "../../src/hook/ledger/limits.ts";
import type { RejectionCategory, SendOutcome } from "../../src/hook/sms/sms-sender.ts";
import { accepted, recordOfExample, rejected, unconfirmed } from "../support/hook/examples.ts";

export interface LedgerHarness {
  /** A ledger that has seen nothing; the one before it is not used again. */
  createLedger(): Ledger | Promise<Ledger>;
  /** Lets time pass for the ledger that was created last. */
  advance(ms: number): void | Promise<void>;
}

const HOUR: LimitRule = { count: 2, windowSeconds: 3_600 };
const { signal } = new AbortController();

export const counterOf = (
  scope: Counter["scope"],
  subject: string,
  ...rules: LimitRule[]
): Counter => ({ scope, subject, rules });
/** A claim of any request; only its key and what it counts towards matter here. */
export const claimRequestOf = (key: string, ...counters: Counter[]): ClaimRequest => ({
  key,
  counters,
  record: recordOfExample(),
});
const perNumber = (...rules: LimitRule[]) =>
  counterOf("per_number", "0f1e2d3c4b5a69788796a5b4c3d2e1f0", ...rules);

/** The rejections whose SMS may still arrive keep their windows; from the design, not from the code. */
const GIVES_BACK: Record<RejectionCategory, boolean> = {
  recipient_invalid: true,
  recipient_not_allowed: true,
  rate_limited: true,
  restricted: true,
  misconfigured: true,
  internal: true,
  provider_unavailable: true,
  throttled: true,
  provider_failed: false,
  unknown_code: false,
};

/** What every ledger promises to the pipeline; an adapter is one that passes. */
export function describeLedgerContract(name: string, { createLedger, advance }: LedgerHarness): void {
  describe(`${name} keeps the promises of a ledger`, () => {
    let ledger: Ledger;
    beforeEach(async () => {
      ledger = await createLedger();
    });

    const claim = (key: string, ...counters: Counter[]) =>
      ledger.claim(claimRequestOf(key, ...counters), { signal });
    const settle = (key: string, outcome: SendOutcome) => ledger.settle(key, { outcome }, { signal });
    const outcomeOf = (key: string) => ledger.outcomeOf(key, { signal });
    const seconds = (count: number) => advance(count * 1000);

    async function claimAll(...requests: ClaimRequest[]): Promise<string[]> {
      const statuses: string[] = [];
      for (const request of requests) statuses.push((await ledger.claim(request, { signal })).status);
      return statuses;
    }

    describe("once per request", () => {
      test("of twenty equal requests at once, one is claimed and the others see it in flight", async () => {
        const verdicts = await Promise.all(Array.from({ length: 20 }, () => claim("key", perNumber(HOUR))));
        expect(verdicts.filter(({ status }) => status === "claimed")).toHaveLength(1);
        expect(verdicts.filter(({ status }) => status === "duplicate")).toHaveLength(19);
        for (const verdict of verdicts) {
          if (verdict.status === "duplicate") expect(verdict.outcome).toBe("in_flight");
        }
      });

      test("two different requests are never merged", async () => {
        expect((await claim("one")).status).toBe("claimed");
        expect((await claim("two")).status).toBe("claimed");
      });

      test.each([
        accepted("receipt-1"),
        accepted(""),
        unconfirmed("connection lost"),
        { ...rejected("rate_limited", "isv.BUSINESS_LIMIT_CONTROL"), retryAfterSeconds: 3_600 },
        rejected("misconfigured"),
      ])("a later attempt is given the outcome %j again", async (outcome) => {
        await claim("key");
        await settle("key", outcome);
        expect(await claim("key")).toEqual({ status: "duplicate", outcome });
        expect(await claim("key")).toEqual({ status: "duplicate", outcome });
      });

      test("an outcome can be asked for, and asking claims nothing", async () => {
        expect(await outcomeOf("key")).toBeUndefined();
        expect((await claim("key")).status).toBe("claimed");
        expect(await outcomeOf("key")).toBe("in_flight");
        await settle("key", rejected("misconfigured"));
        expect(await outcomeOf("key")).toEqual(rejected("misconfigured"));
      });

      test("the first outcome stays", async () => {
        await claim("key");
        await settle("key", accepted());
        await settle("key", rejected("misconfigured"));
        expect(await claim("key")).toEqual({ status: "duplicate", outcome: accepted() });
      });

      test("an outcome is kept as long as a signed request can be replayed", async () => {
        await claim("key");
        await settle("key", accepted());
        await seconds(600);
        await claim("another");
        expect((await claim("key")).status).toBe("duplicate");
      });

      test("a duplicate counts nowhere, also where the window is full", async () => {
        await claim("key", perNumber({ count: 1, windowSeconds: 60 }));
        for (let i = 0; i < 5; i++) {
          expect((await claim("key", perNumber({ count: 1, windowSeconds: 60 }))).status).toBe("duplicate");
        }
      });

      test("a request that was refused is no claim and can be made again", async () => {
        const one = { count: 1, windowSeconds: 60 };
        await claim("first", perNumber(one));
        expect((await claim("second", perNumber(one))).status).toBe("limited");
        await seconds(60);
        expect((await claim("second", perNumber(one))).status).toBe("claimed");
      });

      test("settling what nobody claimed changes nothing", async () => {
        await settle("unknown", accepted());
        expect((await claim("unknown")).status).toBe("claimed");
      });
    });

    describe("windows", () => {
      test.each<[Counter["scope"], string, string]>([
        ["per_number", "+8613800138000", "+8613800138001"],
        ["per_ip", "203.0.113.7", "2001:db8::1"],
        ["per_country", "CN", "HK"],
      ])("count %s by its subject", async (scope, subject, other) => {
        const counter = counterOf(scope, subject, HOUR);
        const requests = ["a", "b", "c"].map((key) => claimRequestOf(key, counter));
        expect(await claimAll(...requests)).toEqual(["claimed", "claimed", "limited"]);
        expect((await claim("d", counterOf(scope, other, HOUR))).status).toBe("claimed");
      });

      test("count the whole project together", async () => {
        const total = counterOf("total", "", HOUR);
        const of = (
          number: string,
        ) => [counterOf("per_number", number, { count: 9, windowSeconds: 60 }), total];
        const requests = ["1", "2", "3"].map((number) => claimRequestOf(number, ...of(number)));
        expect(await claimAll(...requests)).toEqual(["claimed", "claimed", "limited"]);
      });

      test("do not mix the same subject of two scopes", async () => {
        await claim("a", counterOf("per_ip", "x", { count: 1, windowSeconds: 60 }));
        expect((await claim("b", counterOf("per_number", "x", { count: 1, windowSeconds: 60 }))).status)
          .toBe("claimed");
      });

      test("never admit more than their count, however many come at once", async () => {
        const verdicts = await Promise.all(
          Array.from({ length: 20 }, (_, i) => claim(`key ${i}`, perNumber({ count: 3, windowSeconds: 60 }))),
        );
        expect(verdicts.filter(({ status }) => status === "claimed")).toHaveLength(3);
        expect(verdicts.filter(({ status }) => status === "limited")).toHaveLength(17);
      });

      test("open with their first claim and close exactly then", async () => {
        const one = perNumber({ count: 1, windowSeconds: 60 });
        await seconds(17);
        await claim("a", one);
        await advance(59_999);
        expect(await claim("b", one)).toEqual({
          status: "limited",
          rule: "per_number 1/60s",
          retryAfterSeconds: 1,
        });
        await advance(1);
        expect((await claim("c", one)).status).toBe("claimed");
        await advance(59_999);
        expect((await claim("d", one)).status).toBe("limited");
      });

      test("do not open anew with a claim inside them", async () => {
        const two = perNumber({ count: 2, windowSeconds: 60 });
        await claim("a", two);
        await seconds(40);
        await claim("b", two);
        await seconds(20);
        expect(await claimAll(...["c", "d", "e"].map((key) => claimRequestOf(key, two))))
          .toEqual(["claimed", "claimed", "limited"]);
      });

      test("name the rule with the longest wait", async () => {
        const rules = [{ count: 1, windowSeconds: 60 }, { count: 1, windowSeconds: 3_600 }];
        const total = counterOf("total", "", { count: 1, windowSeconds: 600 });
        await claim("a", perNumber(...rules), total);
        await seconds(30);
        expect(await claim("b", perNumber(...rules), total)).toEqual({
          status: "limited",
          rule: "per_number 1/1h",
          retryAfterSeconds: 3_570,
        });
        const other = counterOf("per_number", "another", ...rules);
        expect(await claim("c", other, total)).toEqual({
          status: "limited",
          rule: "total 1/10m",
          retryAfterSeconds: 570,
        });
      });

      test("that are refused count nowhere else", async () => {
        const total = counterOf("total", "", { count: 2, windowSeconds: 60 });
        const one = perNumber({ count: 1, windowSeconds: 60 });
        await claim("a", one, total);
        expect((await claim("b", one, total)).status).toBe("limited");
        expect((await claim("c", counterOf("per_number", "another", HOUR), total)).status).toBe("claimed");
      });

      test("are off where there are none", async () => {
        const requests = Array.from({ length: 50 }, (_, i) => claimRequestOf(`key ${i}`));
        expect(new Set(await claimAll(...requests))).toEqual(new Set(["claimed"]));
      });
    });

    describe("given back", () => {
      const one = [perNumber({ count: 1, windowSeconds: 60 }), counterOf("total", "", HOUR)];
      // The keys of GIVES_BACK are categories.
      const categories = Object.keys(GIVES_BACK) as RejectionCategory[];

      test.each(categories)("after a rejection as %s: as its SMS can arrive or not", async (category) => {
        await claim("a", ...one);
        await settle("a", rejected(category));
        expect((await claim("b", ...one)).status).toBe(GIVES_BACK[category] ? "claimed" : "limited");
      });

      test.each([accepted(), unconfirmed()])("never after %j", async (outcome) => {
        await claim("a", ...one);
        await settle("a", outcome);
        expect((await claim("b", ...one)).status).toBe("limited");
      });

      test("is one place, once, however often it is settled", async () => {
        const two = perNumber({ count: 2, windowSeconds: 60 });
        await claim("a", two);
        await claim("b", two);
        for (let i = 0; i < 3; i++) await settle("a", rejected("misconfigured"));
        expect(await claimAll(claimRequestOf("c", two), claimRequestOf("d", two)))
          .toEqual(["claimed", "limited"]);
      });

      test("leaves no window open that holds nothing: it opens anew with the next claim", async () => {
        const counter = perNumber({ count: 1, windowSeconds: 60 });
        await claim("a", counter);
        await settle("a", rejected("misconfigured"));
        await seconds(40);
        await claim("b", counter);
        await seconds(40);
        expect((await claim("c", counter)).status).toBe("limited");
        await seconds(20);
        expect((await claim("d", counter)).status).toBe("claimed");
      });

      test("is not a place in a later window", async () => {
        const counter = perNumber({ count: 1, windowSeconds: 60 });
        await claim("a", counter);
        await seconds(60);
        await claim("b", counter);
        await settle("a", rejected("misconfigured"));
        expect((await claim("c", counter)).status).toBe("limited");
      });
    });
  });
}
