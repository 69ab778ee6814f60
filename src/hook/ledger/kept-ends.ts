/** More than a process comes to while its database is started anew; of more, the newest. */
const MOST = 1_000;
/** Before one claim, which has a second for all of it. */
const AT_ONCE = 20;
/** How long no claim is kept waiting for a ledger that takes none. */
const REST_MS = 5_000;

type Tell = (options: { signal: AbortSignal }) => Promise<void>;

/**
 * What a ledger was told in vain, of how a send ended or that a claim is given up, to be told again before a later
 * claim. Where nothing runs behind an answer there was one try, while the database stood still, and what is lost leaves
 * its request in flight and its windows counted. Told twice is no harm: a ledger keeps the first end.
 */
export function createKeptEnds({ now }: { now: () => number }) {
  const kept = new Set<Tell>();
  let telling = false;
  let restsUntil = -Infinity;

  async function tellOne(tell: Tell, signal: AbortSignal): Promise<void> {
    await tell({ signal });
    kept.delete(tell);
  }

  return {
    isDue: () => kept.size > 0 && !telling && now() >= restsUntil,
    keep(tell: Tell): void {
      kept.add(tell);
      const [oldest] = kept;
      if (oldest !== undefined && kept.size > MOST) kept.delete(oldest);
    },
    /** Never fails. Asks with one of them whether the ledger listens: one that is overloaded gets no more of it. */
    async tell(signal: AbortSignal): Promise<void> {
      const [first, ...others] = [...kept].slice(0, AT_ONCE);
      if (first === undefined) return;
      telling = true;
      try {
        await tellOne(first, signal);
        await Promise.allSettled(others.map((tell) => tellOne(tell, signal)));
      } catch {
        restsUntil = now() + REST_MS;
      } finally {
        telling = false;
      }
    },
  };
}

export type KeptEnds = ReturnType<typeof createKeptEnds>;
