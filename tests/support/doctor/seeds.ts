import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Finding } from "../../../src/operator/doctor/finding.ts";
import { type Difference, type HealthyWorld, startHealthyWorld } from "./healthy-world.ts";

/** One misconfiguration in a world where all else is well, and the finding that must name it. */
export type Seed = [
  what: string,
  id: string,
  subject: string | RegExp,
  difference: Difference,
  arrange?: (world: HealthyWorld) => void,
];

/** The healthy world of a test file, as new before each test. */
export function createDoctorWorld(): () => HealthyWorld {
  let world: HealthyWorld;
  beforeAll(async () => {
    world = await startHealthyWorld();
  });
  beforeEach(() => world.aliyun.reset());
  afterAll(() => world.close());
  return () => world;
}

export const alarmsOf = (findings: readonly Finding[]) => findings.filter(({ level }) => level !== "info");

/** Each seed is named first in its report, and nothing else is. */
export function describeSeeds(area: string, seeds: Seed[], world: () => HealthyWorld): void {
  describe(`of ${area}`, () => {
    test.each(seeds)(
      "%s is named first, and nothing else is",
      async (_what, id, subject, difference, arrange) => {
        arrange?.(world());
        const { findings, ok } = await world().examine(difference);
        const wanted = {
          id,
          subject: typeof subject === "string" ? subject : expect.stringMatching(subject),
        };
        expect(alarmsOf(findings).map((one) => ({ id: one.id, subject: one.subject }))).toEqual([wanted]);
        expect(findings[0]?.id).toBe(id);
        expect(ok).toBe(findings[0]?.level !== "error");
        expect(world().aliyun.messages()).toEqual([]);
      },
    );
  });
}
