/**
 * A Map that forgets. It remembers at least the newest `size` entries of the last `keepMs`, and at most twice
 * as many. It has two generations and drops the older one whole: forgetting entry by entry costs a Map more
 * than it frees.
 */
export function createRecentMap<V>({ size, keepMs = Infinity }: { size: number; keepMs?: number }) {
  let young = new Map<string, V>();
  let old = new Map<string, V>();
  let bornAt: number | undefined;

  return {
    get: (key: string): V | undefined => young.get(key) ?? old.get(key),
    delete(key: string): void {
      young.delete(key);
      old.delete(key);
    },
    /** Sets a value and makes it one of the newest. */
    set(key: string, value: V, now: number): void {
      bornAt ??= now;
      if (young.size >= size || now - bornAt > keepMs) {
        old = young;
        young = new Map();
        bornAt = now;
      }
      young.set(key, value);
    },
  };
}
