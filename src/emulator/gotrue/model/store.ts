import { isDeepStrictEqual } from "node:util";
import { internal } from "../wire/auth-error.ts";
import type { Session } from "./session.ts";
import type { User } from "./user.ts";

export interface Challenge {
  readonly id: string;
  readonly factorId: string;
  readonly ip: string;
  readonly code: string;
  readonly createdAt: number;
  verified: boolean;
}

/** What Postgres is to Auth. Readers get copies; what they change counts from `commit` on. */
export interface AuthStore {
  find(column: "id" | "phone" | "email" | "newPhone", value: string): User | undefined;
  /** Newest first, as the admin API lists them. */
  list(): User[];
  /** Waits for an open insert of the same phone or e-mail, as the unique indexes make Postgres wait. */
  openInsert(user: User): Promise<Insert>;
  commit(copy: User): void;
  /** The copy, read again: generated columns are up to date. */
  reload(copy: User): User;
  remove(userId: string): void;
  readonly sessions: Map<string, Session>;
  readonly challenges: Map<string, Challenge>;
  /** Makes every user and session older. */
  age(ms: number): void;
  clear(): void;
}

export interface Insert {
  commit(): void;
  /** Ends the transaction, committed or not. */
  close(): void;
}

export function createStore(now: () => number): AuthStore {
  const rows = new Map<string, User>();
  const open = new Map<string, Promise<void>>();
  const sessions = new Map<string, Session>();
  const challenges = new Map<string, Challenge>();
  /** What a copy looked like when it was read. */
  const origins = new WeakMap<User, User>();

  const copyOf = (row: User): User => {
    const copy = structuredClone(row);
    origins.set(copy, structuredClone(row));
    return copy;
  };
  const write = (row: User) => {
    const confirmations = [row.emailConfirmedAt, row.phoneConfirmedAt].filter((at) => at !== null);
    row.confirmedAt = confirmations.length > 0 ? Math.min(...confirmations) : null;
    rows.set(row.id, row);
  };
  /** An empty value is NULL in Postgres: it equals nothing. */
  const rowWith = (column: "id" | "phone" | "email" | "newPhone", value: string) =>
    value === "" ? undefined : [...rows.values()].find((row) => row[column] === value);

  return {
    sessions,
    challenges,
    find: (column, value) => {
      const row = rowWith(column, value);
      return row && copyOf(row);
    },
    list: () => [...rows.values()].map(copyOf).sort((a, b) => b.createdAt - a.createdAt),
    async openInsert(user) {
      const keys = [user.phone, user.email].filter((key) => key !== "");
      for (const key of keys) while (open.has(key)) await open.get(key);
      if (rowWith("phone", user.phone) || rowWith("email", user.email)) {
        throw internal("Database error saving new user");
      }
      let closed = () => {};
      const ended = new Promise<void>((resolve) => {
        closed = resolve;
      });
      for (const key of keys) open.set(key, ended);
      return {
        commit: () => {
          write(structuredClone(user));
          origins.set(user, structuredClone(user));
        },
        close: () => {
          for (const key of keys) open.delete(key);
          closed();
        },
      };
    },
    commit(copy) {
      const row = rows.get(copy.id);
      const origin = origins.get(copy);
      if (!row || !origin) throw internal("Database error updating user");
      copy.updatedAt = now();
      write({ ...row, ...changedColumns(origin, copy) });
      origins.set(copy, structuredClone(copy));
    },
    reload(copy) {
      const row = rows.get(copy.id);
      if (!row) throw internal("Database error finding user");
      return copyOf(row);
    },
    remove(userId) {
      rows.delete(userId);
      for (const [id, session] of sessions) if (session.userId === userId) sessions.delete(id);
    },
    age(ms) {
      for (const row of rows.values()) row.createdAt -= ms;
      for (const session of sessions.values()) session.createdAt -= ms;
    },
    clear() {
      for (const table of [rows, sessions, challenges]) table.clear();
    },
  };
}

/** Auth updates by column: two requests for one user do not undo each other. */
function changedColumns(origin: User, copy: User): Partial<User> {
  const before = new Map<string, unknown>(Object.entries(origin));
  return structuredClone(
    Object.fromEntries(Object.entries(copy).filter(([column, value]) => !isDeepStrictEqual(value, before.get(column)))),
  );
}
