const BEIJING = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;
/** As of RFC 2822, which the pushes from abroad have: `Thu, 25 Nov 2021 10:27:33 +0800`. */
const WITH_OFFSET = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}$/;
const DAY_MS = 86_400_000;

/**
 * A time of the provider's: its mainland products write Beijing's, without saying so.
 * @returns Unix ms; nothing where it is none, or none that can be: what lies ahead would outlast every later report
 */
export function readTime(text: string, now: number): number | undefined {
  const [, date, time] = BEIJING.exec(text) ?? [];
  const ms = date ? Date.parse(`${date}T${time}+08:00`) : WITH_OFFSET.test(text) ? Date.parse(text) : NaN;
  // Queries reach thirty days back; clocks differ by minutes.
  return ms > now - 60 * DAY_MS && ms < now + DAY_MS ? ms : undefined;
}
