import type { Database } from "../hook/runtime/runtime.ts";
import { within } from "../hook/runtime/within.ts";

/** How soon it is looked again whether there is room. */
const LOOK_MS = 100;

/**
 * What can wait: one statement after another, and none as long as there is no room for it.
 * @returns a query that rejects like a claim's where its signal aborts before its turn
 */
export function createAside(query: Database["query"], hasRoom: () => Promise<boolean>): Database["query"] {
  let last: Promise<unknown> = Promise.resolve();

  return function aside(text, values, signal) {
    const answer = last.then(async () => {
      while (!await within(signal, hasRoom)) await within(signal, () => after(LOOK_MS));
      return query(text, values, signal);
    });
    last = answer.catch(() => {});
    return answer;
  };
}

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
