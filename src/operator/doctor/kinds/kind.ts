import type { Text } from "../../text.ts";

export type Level = "error" | "warn" | "info";

/** What a finding of this id always says. Braces are filled with its details. */
export interface Kind extends Text {
  level: Level;
  remedy: Text;
  /** A page and its section, from the top of the repository. */
  docs: Text;
}

/** Of one page's section: level, what is wrong and why it matters, the remedy. */
export const kindsOf = (docs: Text) => (level: Level, what: Text, remedy: Text): Kind => ({
  level,
  ...what,
  remedy,
  docs,
});
