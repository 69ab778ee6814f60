import { posix } from "node:path";
import { readText } from "../hook/sources.ts";

const FENCE = /^([ \t]*)```(\w*)\n([\s\S]*?)^[ \t]*```[ \t]*$/gm;

export interface Fence {
  readonly language: string;
  /** As written, without the indentation of a list. */
  readonly text: string;
}

export const fencesIn = (markdown: string): Fence[] =>
  [...markdown.matchAll(FENCE)].map(([, indent = "", language = "", body = ""]) => ({
    language,
    text: body.split("\n").map((line) => line.startsWith(indent) ? line.slice(indent.length) : line).join(
      "\n",
    ),
  }));

export const proseIn = (markdown: string): string => markdown.replace(FENCE, "");

/** Comments are in each page's own language; what a command prints or a drawing says is too. */
const COMMENT: Readonly<Record<string, RegExp>> = {
  sh: /(^|\s)#.*$/gm,
  toml: /(^|\s)#.*$/gm,
  yaml: /(^|\s)#.*$/gm,
  ts: /(^|\s)\/\/.*$/gm,
};

/** Code as it runs: without comments, empty lines and spaces at the ends; of `text` only that it is there. */
export function codeIn(markdown: string): Fence[] {
  return fencesIn(markdown).map(({ language, text }) => ({
    language,
    text: language === "text"
      ? ""
      : withoutComments(language, text).split("\n").map((line) => line.trim()).filter(Boolean).join("\n"),
  }));
}

function withoutComments(language: string, text: string): string {
  const comment = COMMENT[language];
  return comment === undefined ? text : text.replace(comment, "");
}

export interface Section {
  readonly level: number;
  readonly title: string;
  /** Up to the next heading of any level. */
  readonly text: string;
}

export const sectionsIn = (markdown: string): Section[] =>
  proseIn(markdown).split(/^(?=#+ )/m).flatMap((part) => {
    const [, hashes = "", title = "", text = ""] = /^(#+) +(.+)\n?([\s\S]*)$/.exec(part) ?? [];
    return hashes === "" ? [] : [{ level: hashes.length, title, text }];
  });

/** Each row by its cells, heads of tables too, the lines under them not. */
export const rowsIn = (markdown: string): string[][] =>
  proseIn(markdown).split("\n").map((line) => line.trim())
    .filter((line) => line.startsWith("|") && !/^\|[-:| ]+\|$/.test(line))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));

/** What stands between backticks. */
export const codesIn = (text = ""): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

export const scriptsIn = (markdown: string): string[] =>
  [...markdown.matchAll(/\bnpm (?:run (?:-s )?([a-z][\w:-]*)|(start|test)\b)/g)]
    .map(([, script, short]) => script ?? short ?? "");

export interface Link {
  readonly target: string;
  /** From the top of the repository. */
  readonly path: string;
  readonly anchor: string | undefined;
}

/** Links and pictures inside the repository. */
export const linksOf = (page: string): Link[] =>
  [...proseIn(readText(page)).matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)]
    .map(([, link, picture]) => link ?? picture ?? "")
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = "", anchor] = decodeURI(target).split("#");
      return { target, path: path ? posix.join(posix.dirname(page), path) : page, anchor };
    });

/** Links to other sites. */
export const sourcesIn = (markdown: string): string[] =>
  [...proseIn(markdown).matchAll(/\]\((https?:[^)\s]+)\)/g)].map(([, target = ""]) => target);

/** The anchors that GitHub gives a page's headings. */
export const anchorsIn = (markdown: string): string[] =>
  sectionsIn(markdown).map(({ title }) =>
    title.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "").replaceAll(" ", "-")
  );
