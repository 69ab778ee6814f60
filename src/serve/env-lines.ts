/** An assignment as it stands in a file of variables. */
export interface EnvLine {
  number: number;
  name: string;
  /** Behind the `=`, nothing taken off. */
  raw: string;
  spaced: boolean;
}

/** A line that is neither an assignment nor a comment, empty, or a part of a quoted value. */
export interface UnreadLine {
  number: number;
  /** Without any word of the line, which may be a secret. */
  seen: { en: string; zh: string };
  /** What may be a name, and as well a secret in capitals. */
  word: string | undefined;
  /** Nobody's variable, under whatever name a parser takes it in: Node's reads the next line as a part of it. */
  isLost: boolean;
}

/** A value may hold U+2028 and U+2029, which end a line for JavaScript alone. */
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)([ \t]*)=([ \t]*)([^\r]*)$/;

export interface EnvLines {
  lines: EnvLine[];
  unread: UnreadLine[];
  /** The text for Node's parser, without what it would take for the beginning of the next line's name. */
  assignments: string;
}

export function linesOf(text: string): EnvLines {
  const assignments: string[] = [];
  const lines: EnvLine[] = [];
  const unread: UnreadLine[] = [];
  let openQuote: string | undefined;
  const all = text.split("\n");
  all.forEach((whole, i) => {
    const line = whole.replace(/\r$/, "");
    if (openQuote !== undefined) {
      assignments.push(whole);
      if (line.includes(openQuote)) openQuote = undefined;
      return;
    }
    // Node 20's parser misreads the line below a comment that is indented, and below blanks alone.
    if (/^\s*(#|$)/.test(line)) return;
    const [, name, before, after, raw = ""] = ASSIGNMENT.exec(line) ?? [];
    if (name === undefined) {
      const found = misfit(line, i + 1);
      unread.push(found);
      if (!found.isLost) assignments.push(whole);
      return;
    }
    assignments.push(whole.replace(/^\s*(export\s+)?/, ""));
    lines.push({ number: i + 1, name, raw, spaced: before !== "" || (after !== "" && raw !== "") });
    const quote = /^["'`]/.exec(raw)?.[0];
    if (quote === undefined || raw.slice(1).includes(quote)) return;
    // One that nothing closes is a character of the value, which ends with its line.
    if (all.slice(i + 1).some((later) => later.includes(quote))) openQuote = quote;
  });
  return { lines, unread, assignments: assignments.join("\n") };
}

function misfit(line: string, number: number): UnreadLine {
  const [before = "", ...behind] = line.split("=");
  const word = /[A-Z][A-Z0-9_]{3,}/.exec(line)?.[0];
  const sign = /[＝：:]/.exec(before)?.[0];
  const isAssigned = behind.length > 0;
  return {
    number,
    seen: sign === ":"
      ? { en: "a colon, as in YAML", zh: "冒号，像 YAML 那样" }
      : sign !== undefined
      ? { en: `the full-width ${sign}`, zh: `全角的 ${sign}` }
      : isAssigned
      ? { en: "before the = stands more than a name", zh: "= 之前不只是变量名" }
      : { en: "no =", zh: "没有 =" },
    word,
    // Other programs have names such as a-b=1, which no parser misreads.
    isLost: !isAssigned || /\S\s+\S/.test(before) || /^\s*\w+\s*[＝：:]/.test(before),
  };
}
