import type { Text } from "../text.ts";
import { KINDS } from "./kinds/all.ts";
import type { Level } from "./kinds/kind.ts";

export type { Level, Text };

/** One thing that the doctor has to say; `--json` prints it as it is. */
export interface Finding extends Text {
  id: FindingId;
  level: Level;
  /** The variable or the thing that is wrong. */
  subject: string;
  remedy: Text;
  /** The page in English. */
  docs: string;
}

export type FindingId = keyof typeof KINDS;

/** What a kind's texts have in braces; never a value of a variable. */
export type Details = Readonly<Record<string, string | number | Text>>;

/** @param subject also fills `{subject}` in the texts of the kind */
export function finding(id: FindingId, subject: string, details: Details = {}): Finding {
  const { level, docs, en, zh, remedy } = KINDS[id];
  const all = { subject, ...details };
  return {
    id,
    level,
    subject,
    en: fill(en, all, "en"),
    zh: fill(zh, all, "zh"),
    remedy: { en: fill(remedy.en, all, "en"), zh: fill(remedy.zh, all, "zh") },
    docs: docs.en,
  };
}

const fill = (text: string, details: Details, language: keyof Text): string =>
  text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = details[name];
    return value === undefined ? placeholder : typeof value === "object" ? value[language] : String(value);
  });

const LEVELS: readonly Level[] = ["error", "warn", "info"];
// Object.keys widens the keys of KINDS to string.
const IDS = Object.keys(KINDS) as FindingId[];

/** The gravest first; of one level in the order of the kinds, which goes from what all else rests on to the rest. */
export const byGravity = (a: Finding, b: Finding): number =>
  LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || IDS.indexOf(a.id) - IDS.indexOf(b.id);
