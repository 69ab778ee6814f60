import { expect } from "vitest";
import { fencesIn } from "../docs/markdown.ts";
import { readText } from "../hook/sources.ts";

export interface Step {
  readonly kind: "sh" | "sql" | "json";
  readonly code: string;
  /** As the page prints it; undefined where it prints nothing. */
  readonly output: string | undefined;
}

/** What a page has a reader run or read, section by section. */
export const sectionsOf = (page: string): Step[][] =>
  readText(page).split(/^(?=## )/m).slice(1).map((section) => {
    const steps: Step[] = [];
    for (const { language, text } of fencesIn(section)) {
      const last = steps.at(-1);
      if (language === "text" && last?.output === undefined && last?.kind !== "json" && last !== undefined) {
        steps[steps.length - 1] = { ...last, output: text };
      } else if (language === "sh" || language === "sql" || language === "json") {
        steps.push({ kind: language, code: text, output: undefined });
      } else throw new Error(`Cannot read ${page}: a block of ${language} belongs to no command:\n${text}`);
    }
    return steps;
  });

export interface Acts {
  /** One line of a shell. @returns what it printed */
  sh(line: string): Promise<string>;
  sql(statement: string): Promise<string>;
  /** The function's log. */
  log(): readonly string[];
}

/** Runs a section's blocks one after the other; what a test arranges in between is the fault, and its mending. */
export function createWalk(steps: readonly Step[], acts: Acts) {
  let at = 0;
  return {
    async next(kind: Step["kind"], count = 1): Promise<void> {
      for (let i = 0; i < count; i++) {
        const step = steps[at++];
        expect(step?.kind, `block ${at}`).toBe(kind);
        if (step !== undefined) await run(step, acts);
      }
    },
    /** Nothing of the section was left out. */
    done: () => expect(steps.slice(at)).toEqual([]),
  };
}

async function run({ kind, code, output }: Step, acts: Acts): Promise<void> {
  if (kind === "json") {
    // It is written behind the answers.
    await expect.poll(() => acts.log().map(steadyOf), { timeout: 10_000 }).toContainEqual(steadyOf(code));
    return;
  }
  const printed: string[] = [];
  for (const part of kind === "sh" ? code.trim().split("\n") : code.trim().split(/(?<=;)\n/)) {
    printed.push(kind === "sh" ? await acts.sh(part) : await acts.sql(part));
  }
  expect(withSingleBlanks(printed.join(""))).toMatch(patternOf(output ?? ""));
}

/** What differs from one request to the next. */
const VOLATILE = [
  "time",
  "key",
  "receiptId",
  "providerRequestId",
  "sendMs",
  "totalMs",
  "phone",
  "ageSeconds",
];

/** A line's fields without what differs; of those only that they are there. */
function steadyOf(line: string): unknown {
  const fields: Record<string, unknown> = JSON.parse(line);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, VOLATILE.includes(name) ? typeof value : value]),
  );
}

const withSingleBlanks = (text: string): string =>
  text.split("\n").map((line) => line.replace(/ +/g, " ").trim()).filter(Boolean).join("\n");

/** `…` is what differs from time to time, and alone on a line any other lines. */
export function patternOf(printed: string): RegExp {
  const lines = withSingleBlanks(printed).split("\n").map((line) =>
    line === "…"
      ? "(?:.*\n)*"
      // The line under the names of columns, as wide as they are.
      : /^[-+]+$/.test(line)
      ? "[-+]+\n"
      : `${line.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join(".*")}(?:\n|$)`
  );
  return new RegExp(`^${lines.join("")}${printed.trimEnd().endsWith("\n…") ? ".*" : ""}$`);
}

/** Rows as psql prints them, but for the width of columns. */
export function asTable(rows: readonly Record<string, unknown>[]): string {
  const cells = (values: readonly unknown[]) => ` ${values.map(shown).join(" | ")}\n`;
  const names = Object.keys(rows[0] ?? {});
  return [
    cells(names),
    `${names.map((name) => "-".repeat(name.length)).join("+")}\n`,
    ...rows.map((row) => cells(Object.values(row))),
    `(${rows.length} ${rows.length === 1 ? "row" : "rows"})\n`,
  ].join("");
}

const shown = (value: unknown): string =>
  value === null ? "" : typeof value === "boolean" ? (value ? "t" : "f") : String(value);
