import type { Report } from "./doctor.ts";
import type { Finding, Level, Text } from "./finding.ts";
import { KINDS } from "./kinds/all.ts";

const MARK: Readonly<Record<Level, string>> = { error: "✗", warn: "!", info: "·" };

/** For people: a paragraph for each finding, and how many there are. */
export function printReport({ findings }: Report, language: keyof Text): string {
  const count = (wanted: Level) => findings.filter(({ level }) => level === wanted).length;
  const [errors, warnings] = [count("error"), count("warn")];
  const summary = language === "zh"
    ? `${errors} 个错误，${warnings} 个警告。`
    : `${errors} ${errors === 1 ? "error" : "errors"}, ${warnings} ${
      warnings === 1 ? "warning" : "warnings"
    }.`;
  return [...findings.map((one) => paragraph(one, language)), summary, ""].join("\n");
}

function paragraph(finding: Finding, language: keyof Text): string {
  const { id, level, remedy } = finding;
  const head = `${MARK[level]} ${finding[language]}${language === "zh" ? "。" : "."}`;
  if (level === "info") return `${head}  [${id}]`;
  return `${head}\n  → ${remedy[language]}\n  [${id}] ${KINDS[id].docs[language]}\n`;
}
