import { randomUUID } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { connectPostgres } from "../serve/connect-postgres.ts";
import type { DoctorWorld } from "./doctor/world.ts";

/** The commands' world: this machine's own clock, network and files. */
export const nodeWorld: DoctorWorld = {
  now: Date.now,
  randomUuid: randomUUID,
  fetch,
  timeout: (ms) => AbortSignal.timeout(ms),
  connect: (url, options) => Promise.resolve(connectPostgres(url, options)),
  async readFile(path) {
    const [bytes, { mode }] = await Promise.all([readFile(path), stat(path)]);
    // Windows has other rights than these bits.
    return { bytes, mode: process.platform === "win32" ? undefined : mode & 0o777 };
  },
};
