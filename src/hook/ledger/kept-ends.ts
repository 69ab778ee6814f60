import type { Ledger } from "./ledger.ts";

/** More than a process comes to while its database is started anew; of more, the newest. */
const MOST = 1_000;
/** Before one claim, which has a second for all of it. */
const AT_ONCE = 20;

type Options = { signal: AbortSignal };
type Tell = (options: Options) => Promise<void>;

/**
 * A ledger in front of another that tells it before the next claim what it has not taken: how a send ended, and that a
 * claim is given up. Where nothing runs behind an answer that has one try, while the database stands still, and what is
 * lost leaves its request in flight and its windows counted. Told twice is no harm: the other keeps the first end.
 */
export function createKeptEnds(ledger: Ledger): Ledger {
  const kept = new Map<unknown, Tell>();

  async function tellOf(request: unknown, tell: Tell, options: Options): Promise<void> {
    try {
      await tell(options);
      kept.delete(request);
    } catch (error) {
      kept.set(request, tell);
      const [oldest] = kept.keys();
      if (kept.size > MOST) kept.delete(oldest);
      throw error;
    }
  }

  /** Each by one claim: the others need not wait for it. */
  async function tellKept(options: Options): Promise<void> {
    const some = [...kept].slice(0, AT_ONCE);
    for (const [request] of some) kept.delete(request);
    await Promise.allSettled(some.map(([request, tell]) => tellOf(request, tell, options)));
  }

  return {
    ...ledger,
    async claim(request, options) {
      if (kept.size > 0) await tellKept(options);
      return ledger.claim(request, options);
    },
    settle: (key, settlement, options) =>
      tellOf(key, (within) => ledger.settle(key, settlement, within), options),
    settleUnheard: (request, settlement, options) =>
      tellOf(request, async (within) => await ledger.settleUnheard?.(request, settlement, within), options),
  };
}
