/** Asks again only when the last answer is older than `ms`; whoever asks meanwhile gets the same answer. */
export function remember<Key extends string, Value>(
  ask: (key: Key) => Promise<Value>,
  { ms, now }: { readonly ms: (key: Key) => number; readonly now: () => number },
): { get(key: Key): Promise<Value>; forget(): void } {
  const answers = new Map<Key, { readonly at: number; readonly value: Promise<Value> }>();
  return {
    get(key) {
      const known = answers.get(key);
      if (known && now() - known.at < ms(key)) return known.value;
      const value = ask(key);
      answers.set(key, { at: now(), value });
      // A failure is not the answer of the next one.
      value.catch(() => answers.delete(key));
      return value;
    },
    forget: () => answers.clear(),
  };
}
