import type { Shape } from "./shapes.ts";
import { block, DAY, honestDay, HOUR, many, numberIn, pump } from "./traffic.ts";

/** Pumps that know how the guard judges. */
export const EVADING_SHAPES = {
  "who pumps hangs up on Auth, which keeps no user": (random, size) => {
    const ips = many(size(200), random.ip);
    const blocks = many(size(300), () => block(random));
    const numbers = pump(random, {
      numbers: size(10_000),
      from: 8 * HOUR,
      lasting: 8 * HOUR,
      ip: () => random.pick(ips),
      phone: () => numberIn(random, random.pick(blocks)),
    });
    return [
      ...honestDay(random, { users: size(2_000) }),
      ...numbers.map((one) => ({ ...one, hangsUp: true })),
    ];
  },
  "the same numbers again on two more days": (random, size) => {
    const ips = many(size(200), random.ip);
    const blocks = many(size(300), () => block(random));
    const numbers = pump(random, {
      numbers: size(2_000),
      from: 9 * HOUR,
      lasting: 4 * HOUR,
      ip: () => random.pick(ips),
      phone: () => numberIn(random, random.pick(blocks)),
    });
    return [
      ...[0, 1, 2].flatMap((day) =>
        honestDay(random, { users: size(700) }).map((one) => ({ ...one, at: one.at + day * DAY }))
      ),
      ...[0, DAY, DAY + 5 * HOUR, 2 * DAY, 2 * DAY + 5 * HOUR].flatMap((later) =>
        numbers.map((one) => ({ ...one, at: one.at + later }))
      ),
    ];
  },
} satisfies Record<string, Shape>;
