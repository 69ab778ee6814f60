import type { TrafficRequest } from "../../../src/pump-simulation/traffic.ts";
import type { Shape } from "./shapes.ts";
import { block, DAY, honestDay, HOUR, many, numberIn, pump, type Random } from "./traffic.ts";

const spread = (random: Random, blocks: readonly string[]) => () => numberIn(random, random.pick(blocks));

/** Drawn after the guard was built, to see whether it holds beyond the days it was built on. */
export const MORE_SHAPES = {
  "every address is one that honest users share": (random, size) => {
    const nat = many(size(200), random.ip);
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000), nat }),
      ...pump(random, {
        numbers: size(10_000),
        from: 6 * HOUR,
        lasting: 12 * HOUR,
        ip: () => random.pick(nat),
        phone,
      }),
    ];
  },
  "few carriers' addresses, all day, new blocks": (random, size) => {
    const nat = many(size(50), random.ip);
    const ips = [...many(size(100), random.ip), ...nat];
    const phone = spread(random, many(size(200), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000), nat }),
      ...pump(random, { numbers: size(10_000), from: 0, lasting: DAY, ip: () => random.pick(ips), phone }),
    ];
  },
  "networks of IPv6 by day, a /64 for every number": (random, size) => {
    const nets = many(size(80), (i) => `2001:db8:${(i + 256).toString(16)}`);
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: size(10_000),
        from: 10 * HOUR,
        lasting: 6 * HOUR,
        ip: () => `${random.pick(nets)}:${random.below(65_536).toString(16)}::1`,
        phone,
      }),
    ];
  },
  "many countries, in some of which honest users live": (random, size) => {
    const abroad = [
      "85291",
      "88691",
      "6591",
      "6012",
      "6281",
      "9198",
      "447911",
      "4915",
      "336",
      "1415",
      "1212",
    ];
    const far = ["99890", "88017", "9477", "2348", "25570", ...abroad.slice(0, 6)];
    const ips = many(size(200), random.ip);
    const digits = (prefix: string) => prefix + String(random.below(1_000_000)).padStart(6, "0");
    return [
      ...honestDay(random, { users: size(2_000) }).map((one) =>
        random.unit() < 0.3 ? { ...one, phone: digits(random.pick(abroad)) } : one
      ),
      ...pump(random, {
        numbers: size(10_000),
        from: 12 * HOUR,
        lasting: 5 * HOUR,
        ip: () => random.pick(ips),
        phone: () => digits(random.pick(far)),
      }),
    ];
  },
  "a campaign in one block of numbers": (random, size) => {
    const one = block(random);
    const burst = size(300);
    const ips = many(size(200), random.ip);
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000) }).map((user, i) =>
        i < burst ? { ...user, phone: numberIn(random, one) } : user
      ),
      ...pump(random, {
        numbers: size(10_000),
        from: 18 * HOUR,
        lasting: 5 * HOUR,
        ip: () => random.pick(ips),
        phone,
      }),
    ];
  },
  "honest users are slow, and a third never verify": (random, size) => {
    const ips = many(size(200), random.ip);
    const nat = many(size(30), random.ip);
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000), verify: 0.65, nat }).map((user) =>
        user.verifiesAfter === null
          ? user
          : { ...user, verifiesAfter: user.verifiesAfter + random.between(60, 1_800) }
      ),
      ...pump(random, {
        numbers: size(10_000),
        from: 11 * HOUR,
        lasting: 6 * HOUR,
        ip: () => random.pick(ips),
        phone,
      }),
    ];
  },
  "in sequence, from one in the morning": (random, size) => {
    const ips = many(size(200), random.ip);
    const blocks = many(8, () => block(random));
    const total = size(10_000);
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: total,
        from: HOUR,
        lasting: 3 * HOUR,
        ip: () => random.pick(ips),
        phone: (i) => `${blocks[i % 8]}${String(Math.floor(i / 8)).padStart(4, "0")}`,
      }),
    ];
  },
  "one in sixteen is verified": (random, size) => {
    const ips = many(size(200), random.ip);
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: size(10_000),
        from: 4 * HOUR,
        lasting: 15 * HOUR,
        ip: () => random.pick(ips),
        phone,
        verify: 0.06,
      }),
    ];
  },
  "two thousand addresses one after the other, five numbers from each": (random, size) => {
    const ips = many(size(2_000), random.ip);
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: size(10_000),
        from: 8 * HOUR,
        lasting: 10 * HOUR,
        ip: (i) => ips[Math.floor(i / 5)] ?? "",
        phone,
      }),
    ];
  },
  "addresses and blocks one after the other": (random, size) => {
    const total = size(10_000);
    const ips = many(size(200), random.ip);
    const blocks = many(size(1_000), () => block(random));
    const nth = <T>(of: readonly T[], i: number) => of[Math.floor(i * of.length / total)];
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...pump(random, {
        numbers: total,
        from: 2 * HOUR,
        lasting: 20 * HOUR,
        ip: (i) => nth(ips, i) ?? "",
        phone: (i) => `${nth(blocks, i)}${String(i % 10_000).padStart(4, "0")}`,
      }),
    ];
  },
  "in thirty blocks that all honest users have": (random, size) => {
    const ips = many(size(200), random.ip);
    const phone = spread(random, many(30, () => block(random)));
    return [
      ...honestDay(random, { users: size(2_000) }).map((one) => ({ ...one, phone: phone() })),
      ...pump(random, {
        numbers: size(10_000),
        from: 8 * HOUR,
        lasting: 10 * HOUR,
        ip: () => random.pick(ips),
        phone,
      }),
    ];
  },
  "in a dear country where one honest user in twenty lives": (random, size) => {
    const ips = many(size(200), random.ip);
    const phone = () => `99890${String(random.below(10_000_000)).padStart(7, "0")}`;
    return [
      ...honestDay(random, { users: size(2_000) }).map((one, i) =>
        i % 20 === 19 ? { ...one, phone: phone() } : one
      ),
      ...pump(random, {
        numbers: size(10_000),
        from: 6 * HOUR,
        lasting: 12 * HOUR,
        ip: () => random.pick(ips),
        phone,
      }),
    ];
  },
  "a carrier is out, and nobody pumps": (random, size) =>
    outage(honestDay(random, { users: size(2_000), nat: many(size(40), random.ip) })),
  "a carrier is out while somebody pumps": (random, size) => {
    const ips = many(size(200), random.ip);
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...outage(honestDay(random, { users: size(2_000), nat: many(size(40), random.ip) })),
      ...pump(random, {
        numbers: size(10_000),
        from: 11 * HOUR,
        lasting: 6 * HOUR,
        ip: () => random.pick(ips),
        phone,
      }),
    ];
  },
  "an office whose network pumps as well": (random, size) => {
    const honest = honestDay(random, { users: size(2_000) });
    const office = mostFrequent(honest);
    const ips = [...many(size(200), random.ip), office];
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...honest,
      ...pump(random, {
        numbers: size(10_000),
        from: 8 * HOUR,
        lasting: 9 * HOUR,
        ip: () => random.unit() < 0.05 ? office : random.pick(ips),
        phone,
      }),
    ];
  },
  "twenty honest users a day": (random, size) => {
    const ips = many(size(200), random.ip);
    const phone = spread(random, many(size(300), () => block(random)));
    return [
      ...honestDay(random, { users: 20 }),
      ...pump(random, {
        numbers: size(10_000),
        from: 9 * HOUR,
        lasting: 6 * HOUR,
        ip: () => random.pick(ips),
        phone,
      }),
    ];
  },
  "honest users of few blocks, hardly half of whom verify, and nobody pumps": (random, size) =>
    honestDay(random, {
      users: size(2_000),
      verify: 0.6,
      blocks: many(size(60), () => block(random)),
      nat: many(size(30), random.ip),
    }),
} satisfies Record<string, Shape>;

/** Codes to two carriers get lost for three hours. */
function outage(day: TrafficRequest[]): TrafficRequest[] {
  return day.map((one) =>
    /^86(13[39]|18[69])/.test(one.phone) && one.at > 12 * HOUR && one.at < 15 * HOUR
      ? { ...one, verifiesAfter: null }
      : one
  );
}

function mostFrequent(day: readonly TrafficRequest[]): string {
  const counts = new Map<string, number>();
  for (const { ip } of day) counts.set(ip, (counts.get(ip) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}
