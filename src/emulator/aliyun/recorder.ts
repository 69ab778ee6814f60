export type Recorder<Entry> = {
  add(entry: Entry): void;
  all(): readonly Entry[];
  /** Puts an entry in the place of the one that `find` finds. @returns it, or undefined where there was none */
  replace(find: (entry: Entry) => boolean, change: (entry: Entry) => Entry): Entry | undefined;
  clear(): void;
  /** Calls with every entry that is added; the answer ends it. */
  subscribe(listener: (entry: Entry) => void): () => void;
};

// A load test sends hundreds of thousands; only the newest matter to a reader.
const KEEP = 5_000;

export function createRecorder<Entry>(): Recorder<Entry> {
  let entries: Entry[] = [];
  const listeners = new Set<(entry: Entry) => void>();
  return {
    add(entry) {
      // Trimming at twice the size keeps adding cheap.
      if (entries.length >= 2 * KEEP) entries = entries.slice(-KEEP);
      entries.push(entry);
      listeners.forEach((listener) => listener(entry));
    },
    all: () => entries.slice(-KEEP),
    replace(find, change) {
      const at = entries.findLastIndex(find);
      const found = entries[at];
      if (found === undefined) return undefined;
      const changed = change(found);
      entries[at] = changed;
      return changed;
    },
    clear() {
      entries = [];
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
