import type { Context, Hono } from "hono";
import { z } from "zod";
import type { EmulatorClock } from "../clock.ts";
import { adminParams } from "../flows/admin-params.ts";
import { createUser } from "../flows/administer.ts";
import { userJson } from "../model/user-json.ts";
import { sendJson } from "../wire/answer.ts";
import { goTime } from "../wire/go-time.ts";
import { readParams } from "../wire/read-params.ts";
import type { AuthWorld } from "../world.ts";

export const NOTICE = "Auth emulator: for development and tests, never for production";

export interface Control {
  readonly world: AuthWorld;
  readonly clock: EmulatorClock;
  /** Forgets every user, session and limit, and puts the clock right. */
  readonly reset: () => void;
  /** Is told of errors that are the emulator's own. */
  readonly onBug: (error: Error) => void;
}

const seconds = z.object({ seconds: z.number() });

/** What no real Auth server has, under a path that none uses. */
export function controlRoutes(app: Hono, { world, clock, reset }: Omit<Control, "onBug">): void {
  app.get("/_emulator", () => sendJson({ notice: NOTICE, version: world.version, now: goTime(world.now()) }));
  app.post("/_emulator/reset", () => {
    reset();
    return sendJson({});
  });
  app.get("/_emulator/users", () => sendJson({ users: world.store.list().map(userJson) }));
  app.post("/_emulator/users", async (c) => {
    const params = await readParams(c, "AdminUserParams", adminParams);
    return sendJson(userJson(await createUser(world, params)));
  });
  app.get("/_emulator/clock", () => sendJson({ now: goTime(world.now()) }));
  app.post("/_emulator/clock", (c) =>
    withSeconds(c, (given) => {
      clock.advance(given * 1000);
      return { now: goTime(world.now()) };
    }));
  app.post("/_emulator/age-sessions", (c) =>
    withSeconds(c, (given) => {
      world.store.age(given * 1000);
      return {};
    }));
}

async function withSeconds(c: Context, act: (seconds: number) => unknown): Promise<Response> {
  const given = seconds.safeParse(await c.req.json().catch(() => undefined));
  if (given.success) return sendJson(act(given.data.seconds));
  return sendJson({ message: 'Cannot read the request: expected {"seconds": 60}' }, 400);
}
