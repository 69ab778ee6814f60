import type pg from "pg";
import { reasonIn } from "../hook/ledger/reason-in.ts";
import { counted } from "../command-line/counted.ts";
import type { Language } from "../command-line/terminal-language.ts";

/** What the guard has closed or suspected in a run, or would have, each once. */
export interface ClosedByGuard {
  readonly subject: string;
  /** Never closed: that it is refused takes more. */
  readonly suspected: boolean;
  /** Of the first time that it was closed, or suspected. */
  readonly reason: string;
  /** Seconds from the start of the traffic, as its file counts. */
  readonly at: number;
  /** Requests; what is only observed refuses none. */
  readonly refused: number;
}

const CLOSED = `
  select subject, suspected, reason, round(extract(epoch from made_at) - $1)::int as at, refused
  from (
    select distinct on (g.subject) g.subject, g.evidence ? 'suspected' as suspected, g.reason, g.made_at, g.id,
      sum(g.refused) over (partition by g.subject)::int as refused
    from send_sms.guarded as g order by g.subject, g.evidence ? 'suspected', g.made_at, g.id
  ) as once order by made_at, id`;

export async function closedByGuard(client: pg.Client, start: number): Promise<ClosedByGuard[]> {
  return (await client.query<ClosedByGuard>(CLOSED, [start])).rows;
}

/** A pump of hundreds of addresses says the same of each. */
const SHOWN = 30;
/** Of a keyed hash, enough to tell two apart. */
const HASH_SHOWN = 8;

const WORDS = {
  en: {
    ip: "IP address ",
    net: "IP network ",
    every: "IP addresses, each by itself",
    none: (observes: boolean) =>
      observes ? "The guard would have closed nothing." : "The guard closed nothing.",
    head: (observes: boolean, count: number) =>
      `The guard ${observes ? "would have closed" : "closed"} ${counted(count, "subject")}:`,
    suspected: (observes: boolean, count: number) =>
      `It ${observes ? "would only have suspected" : "only suspected"} ${counted(count, "subject")}:`,
    line: ({ at, reason, refused }: ClosedByGuard, what: string) =>
      `  at ${at} s  ${what}  ${reason}${refused > 0 ? ` (${counted(refused, "request")} refused)` : ""}`,
    more: (count: number) => `  and ${count} more`,
  },
  zh: {
    ip: "IP 地址 ",
    net: "IP 网段 ",
    every: "各个 IP 地址",
    none: (observes: boolean) => observes ? "防盗刷若开启，也不会关闭任何来源。" : "防盗刷没有关闭任何来源。",
    head: (observes: boolean, count: number) =>
      observes ? `防盗刷若开启，会关闭 ${count} 项：` : `防盗刷关闭了 ${count} 项：`,
    suspected: (observes: boolean, count: number) =>
      observes ? `另有 ${count} 项只会列为可疑，不会关闭：` : `另有 ${count} 项只列为可疑，没有关闭：`,
    line: ({ at, reason, refused }: ClosedByGuard, what: string) =>
      `  第 ${at} 秒  ${what}  ${reason}${refused > 0 ? `（拦截 ${refused} 个请求）` : ""}`,
    more: (count: number) => `  另有 ${count} 项`,
  },
} as const;

/** The database ends with the run, so that nobody can look into it afterwards. */
export function closedText(
  closed: readonly ClosedByGuard[],
  guard: "observe" | "on",
  language: Language,
): string {
  const words = WORDS[language];
  const observes = guard === "observe";
  const named = (subject: string): string => {
    if (subject === "ip:*") return words.every;
    const [, kind, hash = ""] = /^(ip|net):(.+)$/.exec(subject) ?? [];
    if (kind === "ip" || kind === "net") return `${words[kind]}${hash.slice(0, HASH_SHOWN)}…`;
    return /^\d/.test(subject) ? `+${subject}` : subject;
  };
  const list = (head: string, subjects: readonly ClosedByGuard[]): string[] => [
    head,
    ...subjects.slice(0, SHOWN).map((one) =>
      words.line({ ...one, reason: reasonIn(one.reason, language) }, named(one.subject))
    ),
    ...(subjects.length > SHOWN ? [words.more(subjects.length - SHOWN)] : []),
  ];
  const shut = closed.filter(({ suspected }) => !suspected);
  const suspects = closed.filter(({ suspected }) => suspected);
  return [
    ...(shut.length === 0 ? [words.none(observes)] : list(words.head(observes, shut.length), shut)),
    ...(suspects.length === 0 ? [] : list(words.suspected(observes, suspects.length), suspects)),
  ].join("\n");
}
