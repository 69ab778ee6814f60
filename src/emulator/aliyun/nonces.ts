export type NonceMemory = {
  /** False when the nonce was seen before. */
  claim(accessKeyId: string, nonce: string, atMs: number): boolean;
  clear(): void;
};

// A timestamp is accepted for fifteen minutes on either side, so a nonce older than both cannot be replayed.
const REMEMBER_MS = 30 * 60 * 1000;
const PRUNE_ABOVE = 50_000;

export function createNonceMemory(): NonceMemory {
  const seenAt = new Map<string, number>();
  return {
    claim(accessKeyId, nonce, atMs) {
      const key = `${accessKeyId} ${nonce}`;
      const before = seenAt.get(key);
      if (before !== undefined && atMs - before < REMEMBER_MS) return false;
      if (seenAt.size >= PRUNE_ABOVE) {
        for (const [old, at] of seenAt) if (atMs - at >= REMEMBER_MS) seenAt.delete(old);
      }
      seenAt.set(key, atMs);
      return true;
    },
    clear: () => seenAt.clear(),
  };
}
