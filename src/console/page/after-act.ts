import type { Act, Person } from "../wire.ts";

/**
 * One person's requests as they are once this is done. Their number is not kept, so they cannot be read again: what
 * was lifted goes, and where that cannot be told they go themselves.
 */
export function afterAct(person: Person | undefined, done: Act): Person | undefined {
  if (!person || done.act === "unblock_guard") return undefined;
  if (done.act !== "unblock") return person;
  const requests = person.requests.map(({ closed_by: controls, ...request }) => {
    const left = controls?.filter(({ subject }) => subject !== done.subject) ?? [];
    return { ...request, closed_by: left.length > 0 ? left : null };
  });
  return { ...person, requests };
}
