import { isDeepStrictEqual } from "node:util";
import { internal } from "../wire/auth-error.ts";
import { createGate } from "./gate.ts";
import type { User } from "./user.ts";

export type UserKey = "id" | "phone" | "email" | "newPhone";

/** Readers get copies; what they change counts from `commit` on. */
export interface UserTable {
  find(column: UserKey, value: string): User | undefined;
  /** Newest first, as the admin API lists them. */
  list(): User[];
  /** Waits for an open insert of the same phone or e-mail, as the unique indexes make Postgres wait. */
  openInsert(user: User): Promise<Insert>;
  commit(copy: User): void;
  /** The copy, read again: generated columns are up to date. */
  reload(copy: User): User;
}

export interface Insert {
  commit(): void;
  /** Ends the transaction, committed or not. */
  close(): void;
}

export function createUserTable(rows: Map<string, User>, now: () => number): UserTable {
  const gate = createGate();
  /** What a copy looked like when it was read. */
  const origins = new WeakMap<User, User>();
  const remember = (copy: User) => {
    origins.set(copy, structuredClone(copy));
    return copy;
  };
  const copyOf = (row: User) => remember(structuredClone(row));
  /** An empty value is NULL in Postgres: it equals nothing. */
  const rowWith = (column: UserKey, value: string) =>
    value === "" ? undefined : [...rows.values()].find((row) => row[column] === value);
  const write = (row: User) => rows.set(row.id, { ...row, confirmedAt: firstConfirmation(row) });

  return {
    find: (column, value) => {
      const row = rowWith(column, value);
      return row && copyOf(row);
    },
    list: () => [...rows.values()].map(copyOf).sort((a, b) => b.createdAt - a.createdAt),
    async openInsert(user) {
      const close = await gate.enter([user.phone, user.email].filter((key) => key !== ""));
      if (rowWith("phone", user.phone) || rowWith("email", user.email)) {
        close();
        throw internal("Database error saving new user");
      }
      return { commit: () => void write(structuredClone(remember(user))), close };
    },
    commit(copy) {
      const row = rows.get(copy.id);
      const origin = origins.get(copy);
      if (!row || !origin) throw internal("Database error updating user");
      copy.updatedAt = now();
      write({ ...row, ...changedColumns(origin, copy) });
      remember(copy);
    },
    reload(copy) {
      const row = rows.get(copy.id);
      if (!row) throw internal("Database error finding user");
      return copyOf(row);
    },
  };
}

/** auth.users.confirmed_at is generated: LEAST(email_confirmed_at, phone_confirmed_at). */
function firstConfirmation(row: User): number | null {
  const confirmations = [row.emailConfirmedAt, row.phoneConfirmedAt].filter((at) => at !== null);
  return confirmations.length > 0 ? Math.min(...confirmations) : null;
}

/** Auth updates by column: two requests for one user do not undo each other. */
function changedColumns(origin: User, copy: User): Partial<User> {
  const before = new Map<string, unknown>(Object.entries(origin));
  const changed = Object.entries(copy).filter(([column, value]) =>
    !isDeepStrictEqual(value, before.get(column))
  );
  return structuredClone(Object.fromEntries(changed));
}
