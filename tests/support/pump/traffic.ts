import type { TrafficRequest } from "../../../src/pump-simulation/traffic.ts";

export const HOUR = 3_600;
export const DAY = 24 * HOUR;

/** Seeded, so that a day is the same day every time (mulberry32). */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  function unit(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (n: number): number => Math.floor(unit() * n);
  const hex = (digits: number) => Array.from({ length: digits }, () => below(16).toString(16)).join("");
  return {
    unit,
    below,
    pick: <T>(from: readonly T[]): T => from[below(from.length)] as T,
    between: (from: number, to: number): number => from + unit() * (to - from),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    /** Such as 203.0.113.7, anywhere. */
    ip: () => [1 + below(223), below(256), below(256), 1 + below(254)].join("."),
  };
}
export type Random = ReturnType<typeof createRandom>;

const CARRIERS = ["130", "133", "135", "138", "139", "150", "158", "177", "186", "189"];
/** Seven digits behind 86. */
export const block = (random: Random, carriers: readonly string[] = CARRIERS): string =>
  `86${random.pick(carriers)}${String(random.below(10_000)).padStart(4, "0")}`;
const number = (random: Random, prefix: string): string =>
  prefix + String(random.below(10_000)).padStart(4, "0");

export interface HonestOptions {
  users?: number;
  /** How many of them verify at all. */
  verify?: number;
  /** Blocks that many of them share. */
  blocks?: readonly string[];
  /** Addresses of carriers, each with many of them. */
  nat?: readonly string[];
  burst?: { at: number; lasting: number; users: number };
}

/** A day of an app: more by day than by night, an office, carriers' addresses, homes, a campaign. */
export function honestDay(random: Random, options: HonestOptions = {}): TrafficRequest[] {
  const { users = 2_000, verify = 0.85, blocks = [], nat = [] } = options;
  const burst = options.burst ?? { at: 20 * HOUR, lasting: 600, users: Math.round(users * 0.15) };
  const office = random.ip();

  function arrival(i: number): { at: number; ip: string } {
    if (i < burst.users) return { at: burst.at + random.unit() * burst.lasting, ip: home() };
    if (i < burst.users + users * 0.08) return { at: random.between(9 * HOUR, 18 * HOUR), ip: office };
    // Two thirds between eight and midnight.
    const at = random.unit() < 0.7 ? random.between(8 * HOUR, DAY) : random.unit() * DAY;
    return { at, ip: home() };
  }
  const home = () => nat.length > 0 && random.unit() < 0.25 ? random.pick(nat) : random.ip();

  return Array.from({ length: users }, (_, i) => ({
    ...arrival(i),
    phone: number(random, blocks.length > 0 && random.unit() < 0.5 ? random.pick(blocks) : block(random)),
    user: random.uuid(),
    verifiesAfter: random.unit() < verify ? delay(random) : null,
    honest: true,
  }));
}

/** Half a minute mostly, some minutes for one in ten, and an hour for a few. */
function delay(random: Random): number {
  const kind = random.unit();
  if (kind < 0.88) return 8 + 22 * Math.exp(random.between(-0.8, 1.4));
  return kind < 0.98 ? random.between(120, 1_200) : random.between(1_200, 3_600);
}

export interface PumpOptions {
  numbers?: number;
  from: number;
  lasting: number;
  ip(i: number): string;
  phone(i: number): string;
  /** A few that look as if they were used. */
  verify?: number;
}

export function pump(random: Random, options: PumpOptions): TrafficRequest[] {
  const { numbers = 10_000, from, lasting, ip, phone, verify = 0 } = options;
  return Array.from({ length: numbers }, (_, i) => ({
    at: from + lasting * (i + random.unit()) / numbers,
    phone: phone(i),
    ip: ip(i),
    user: random.uuid(),
    verifiesAfter: random.unit() < verify ? delay(random) : null,
    honest: false,
  }));
}

export const many = <T>(n: number, make: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => make(i));
export const numberIn = number;
