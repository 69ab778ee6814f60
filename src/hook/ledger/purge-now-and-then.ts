import type { Database, Runtime } from "../runtime/runtime.ts";

const PURGE = "select send_sms.purge($1) as deleted";
/** Not while a process starts, and soon enough for one that lives for minutes. */
const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 3_600_000;
const BATCH_MS = 5_000;
/** Times what the batch took, so that claims have most of a small database, which has one disk for both. */
export const REST_PER_BATCH = 19;
/** What is left then waits for the next time. */
const MAX_BATCHES = 50;

/**
 * Retention without a scheduler, outside any request. Where several processes purge at once, the database lets one.
 * One that fails is none: what is too old is still too old an hour later.
 */
export function createPurgeNowAndThen(
  { database, keepDays, runtime }: { database: Database; keepDays: number; runtime: Runtime },
): () => void {
  let dueAt = runtime.now() + FIRST_AFTER_MS;

  async function purge(): Promise<void> {
    for (let batch = 0; batch < MAX_BATCHES; batch++) {
      const from = runtime.now();
      const [row] = await database.query(PURGE, [keepDays], runtime.timeout(BATCH_MS));
      if (row?.["deleted"] === 0) return;
      // No longer than a batch may take: a host that was frozen, or a clock that was set, says nothing about the next.
      const took = Math.max(0, runtime.now() - from);
      await runtime.sleep(Math.min(BATCH_MS, REST_PER_BATCH * took));
    }
  }

  return function purgeNowAndThen() {
    if (runtime.now() < dueAt) return;
    dueAt = runtime.now() + EVERY_MS;
    const purged = purge().catch(() => {});
    runtime.waitUntil?.(purged);
  };
}
