/** One holder of a key at a time; the others wait in turn. */
export function createGate() {
  const held = new Map<string, Promise<void>>();
  return {
    async enter(keys: string[]): Promise<() => void> {
      for (const key of keys) while (held.has(key)) await held.get(key);
      let leave = () => {};
      const left = new Promise<void>((resolve) => {
        leave = resolve;
      });
      for (const key of keys) held.set(key, left);
      return () => {
        for (const key of keys) held.delete(key);
        leave();
      };
    },
  };
}
