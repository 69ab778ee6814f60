import type { Kind } from "../../../src/operator/doctor/kinds/kind.ts";
import type { Text } from "../../../src/operator/text.ts";

/** The rows of docs/doctor.md for one group of kinds; what a finding fills in is an ellipsis there. */
export const findingRows = (kinds: Readonly<Record<string, Kind>>, language: keyof Text): string[] =>
  Object.entries(kinds).map(([id, kind]) =>
    `| \`${id}\` | ${kind.level} | ${cell(kind[language])} | ${cell(kind.remedy[language])} |`
  );

const cell = (text: string): string =>
  text.replaceAll(/\{\w+\}/g, "…").replaceAll("|", "\\|").replaceAll("<", "&lt;");
