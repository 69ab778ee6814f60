import type { TrafficRequest } from "../../../src/pump-simulation/traffic.ts";
import { block, createRandom, DAY, honestDay, HOUR, many, numberIn, pump, type Random } from "./traffic.ts";

/** A day each: honest users, and who pumps in a way of their own. */
export type Shape = (random: Random, size: Size) => TrafficRequest[];

/** How much of the whole day, 2,000 users and 10,000 numbers, and whatever is in proportion to it. */
export type Size = (whole: number) => number;

const sequential = (blocks: readonly string[], each: number) => (i: number) =>
  `${blocks[Math.floor(i / each)]}${String(i % each).padStart(4, "0")}`;
const spread = (random: Random, blocks: readonly string[]) => () => numberIn(random, random.pick(blocks));

/** The three of the promise. */
export const SHAPES = {
  "numbers in sequence in few prefixes": (random, size) => {
    const ips = many(size(200), random.ip);
    const phone = sequential(many(5, () => block(random, ["170", "171"])), size(2_000));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: size(10_000),
        from: 10 * HOUR,
        lasting: 2 * HOUR,
        ip: () => random.pick(ips),
        phone,
      }),
    ];
  },
  "numbers over hundreds of prefixes": (random, size) => {
    const ips = many(size(200), random.ip);
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: size(10_000),
        from: 13 * HOUR,
        lasting: 3 * HOUR,
        ip: () => random.pick(ips),
        phone,
      }),
    ];
  },
  "a slow drip over the whole day": (random, size) => {
    const ips = many(size(200), random.ip);
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: size(10_000),
        from: 0,
        lasting: DAY,
        ip: (i) => ips[i % ips.length] ?? "",
        phone,
      }),
    ];
  },
} satisfies Record<string, Shape>;

/** What else a pump may look like, and an honest day that looks like one. */
export const OTHER_SHAPES = {
  "everything within a quarter of an hour": (random, size) => {
    const ips = many(size(200), random.ip);
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: size(10_000),
        from: 15 * HOUR,
        lasting: 900,
        ip: () => random.pick(ips),
        phone,
      }),
    ];
  },
  "in the blocks that honest users have": (random, size) => {
    const blocks = many(size(60), () => block(random));
    const ips = many(size(200), random.ip);
    return [
      ...honestDay(random, { users: size(2_000), blocks }),
      ...pump(random, {
        numbers: size(10_000),
        from: 11 * HOUR,
        lasting: 6 * HOUR,
        ip: () => random.pick(ips),
        phone: spread(random, blocks),
      }),
    ];
  },
  "through carriers' addresses that honest users share": (random, size) => {
    const nat = many(size(20), random.ip);
    const ips = [...many(size(180), random.ip), ...nat];
    const blocks = many(size(40), () => block(random, ["165", "170"]));
    return [
      ...honestDay(random, { users: size(2_000), nat }),
      ...pump(random, {
        numbers: size(10_000),
        from: 9 * HOUR,
        lasting: 8 * HOUR,
        ip: () => random.pick(ips),
        phone: spread(random, blocks),
      }),
    ];
  },
  "addresses of rented networks, each used twice": (random, size) => {
    const nets = many(size(25), () => random.ip().replace(/\.\d+$/, ""));
    const phone = spread(random, many(size(1_500), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: size(10_000),
        from: 8 * HOUR,
        lasting: 8 * HOUR,
        ip: (i) => `${nets[i % nets.length]}.${1 + Math.floor(i / nets.length / 2) % 250}`,
        phone,
      }),
    ];
  },
  "a new address for every number, in some prefixes": (random, size) => {
    const phone = spread(random, many(size(40), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, { numbers: size(10_000), from: 9 * HOUR, lasting: 9 * HOUR, ip: random.ip, phone }),
    ];
  },
  "a new address for every number, in a carrier's thousand prefixes": (random, size) => {
    const phone = spread(random, many(size(1_000), () => block(random, ["1707"])).map((p) => p.slice(0, 9)));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, { numbers: size(10_000), from: 9 * HOUR, lasting: 9 * HOUR, ip: random.ip, phone }),
    ];
  },
  "countries where nobody lives, new addresses": (random, size) => {
    const blocks = ["99890", "99891", "88017", "88018", "9477", "6281"];
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: size(10_000),
        from: 18 * HOUR,
        lasting: 4 * HOUR,
        ip: random.ip,
        phone: () => random.pick(blocks) + String(random.below(10_000_000)).padStart(7, "0"),
      }),
    ];
  },
  "some of which are verified": (random, size) => {
    const ips = many(size(200), random.ip);
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: size(10_000),
        from: 12 * HOUR,
        lasting: 5 * HOUR,
        ip: () => random.pick(ips),
        phone,
        verify: 0.03,
      }),
    ];
  },
  "at night, through networks of IPv6": (random, size) => {
    const phone = spread(random, many(size(400), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: size(10_000),
        from: 2 * HOUR,
        lasting: 3 * HOUR,
        ip: (i) => `2001:db8:${(i % 30).toString(16)}:${random.below(65_536).toString(16)}::1`,
        phone,
      }),
    ];
  },
  "while the campaign runs, one address per prefix": (random, size) => {
    const pairs = many(size(250), () => ({ ip: random.ip(), prefix: block(random) }));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: size(10_000),
        from: 19.9 * HOUR,
        lasting: HOUR,
        ip: (i) => pairs[i % pairs.length]?.ip ?? "",
        phone: (i) => numberIn(random, pairs[i % pairs.length]?.prefix ?? ""),
      }),
    ];
  },
} satisfies Record<string, Shape>;

export const dayOf = (shape: Shape, seed: number, share = 1): TrafficRequest[] =>
  shape(createRandom(seed), (whole) => Math.max(1, Math.round(whole * share))).sort((a, b) => a.at - b.at);
