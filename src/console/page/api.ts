import type { Act, Failed, History, Now, Person, Range, Sentence } from "../wire.ts";

export interface Failure {
  readonly ok: false;
  /** Undefined where nobody answered. */
  readonly problem: Sentence | undefined;
}
export type Answer<Value> = { readonly ok: true; readonly value: Value } | Failure;

export interface Api {
  now(): Promise<Answer<Now>>;
  history(range: Range): Promise<Answer<History>>;
  /** In a body: an address would be kept by the browser. */
  person(phone: string): Promise<Answer<Person>>;
  act(wanted: Act): Promise<Answer<{ readonly done: true }>>;
}

/** The console's own server. */
export function createApi(zone: string): Api {
  const inZone = `zone=${encodeURIComponent(zone)}`;
  return {
    now: () => ask<Now>(`/api/now?${inZone}`),
    history: (range) => ask<History>(`/api/history?range=${range}&${inZone}`),
    person: (phone) => ask<Person>("/api/person", { phone }),
    act: (wanted) => ask<{ done: true }>("/api/act", wanted),
  };
}

async function ask<Value>(path: string, body?: object): Promise<Answer<Value>> {
  try {
    const answer = await fetch(
      path,
      body && {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      },
    );
    const value: unknown = await answer.json();
    // Page and server are of one release: the types beside them are what it sends.
    return answer.ok
      ? { ok: true, value: value as Value }
      : { ok: false, problem: (value as Failed).problem };
  } catch {
    return { ok: false, problem: undefined };
  }
}
