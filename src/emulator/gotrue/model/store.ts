import type { Session } from "./session.ts";
import type { User } from "./user.ts";
import { createUserTable, type UserTable } from "./user-table.ts";

export interface Challenge {
  readonly id: string;
  readonly factorId: string;
  readonly ip: string;
  readonly code: string;
  readonly createdAt: number;
  verified: boolean;
}

/** What Postgres is to Auth. */
export interface AuthStore extends UserTable {
  readonly sessions: Map<string, Session>;
  readonly challenges: Map<string, Challenge>;
  /** Removes a user with all sessions. */
  remove(userId: string): void;
  /** Makes every user and session older. */
  age(ms: number): void;
  clear(): void;
}

export function createStore(now: () => number): AuthStore {
  const users = new Map<string, User>();
  const sessions = new Map<string, Session>();
  const challenges = new Map<string, Challenge>();
  return {
    ...createUserTable(users, now),
    sessions,
    challenges,
    remove(userId) {
      users.delete(userId);
      for (const [id, session] of sessions) if (session.userId === userId) sessions.delete(id);
    },
    age(ms) {
      for (const row of [...users.values(), ...sessions.values()]) row.createdAt -= ms;
    },
    clear() {
      for (const table of [users, sessions, challenges]) table.clear();
    },
  };
}
