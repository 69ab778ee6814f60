/** What Go's encoding/json says of text that is not JSON, e.g. "unexpected end of JSON input". */
export function goJsonError(text: string): string {
  const scan: Scan = { text, at: 0 };
  try {
    value(scan);
    space(scan);
    if (scan.at < text.length) fail(scan, "after top-level value");
    return "invalid JSON";
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

interface Scan {
  readonly text: string;
  at: number;
}

const peek = (scan: Scan) => scan.text[scan.at];

function space(scan: Scan): void {
  while (/^[ \t\r\n]$/.test(peek(scan) ?? "")) scan.at++;
}

function fail(scan: Scan, where: string): never {
  const character = peek(scan);
  if (character === undefined) throw new SyntaxError("unexpected end of JSON input");
  throw new SyntaxError(`invalid character ${quoted(character)} ${where}`);
}

/** As Go's strconv quotes a character: control characters are escaped. */
export function quoted(character: string): string {
  if (character === "'") return `'\\''`;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) {
    const named: { [code: number]: string } = { 8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r" };
    const hex = code.toString(16);
    return `'${named[code] ?? (code < 0x80 ? `\\x${hex.padStart(2, "0")}` : `\\u${hex.padStart(4, "0")}`)}'`;
  }
  return `'${character}'`;
}

function value(scan: Scan): void {
  space(scan);
  const first = peek(scan) ?? "";
  if (first === "{") return members(scan, "}", "after object key:value pair", member);
  if (first === "[") return members(scan, "]", "after array element", value);
  if (first === '"') return string(scan);
  const literal = ["true", "false", "null"].find((word) => word[0] === first);
  if (literal) return word(scan, literal);
  const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(scan.text.slice(scan.at));
  if (!number) fail(scan, "looking for beginning of value");
  scan.at += number[0].length;
}

function members(scan: Scan, end: string, where: string, member: (scan: Scan) => void): void {
  scan.at++;
  space(scan);
  if (peek(scan) === end) return void scan.at++;
  for (;;) {
    member(scan);
    space(scan);
    if (peek(scan) === end) return void scan.at++;
    if (peek(scan) !== ",") fail(scan, where);
    scan.at++;
  }
}

function member(scan: Scan): void {
  space(scan);
  if (peek(scan) !== '"') fail(scan, "looking for beginning of object key string");
  string(scan);
  space(scan);
  if (peek(scan) !== ":") fail(scan, "after object key");
  scan.at++;
  value(scan);
}

function string(scan: Scan): void {
  scan.at++;
  for (; peek(scan) !== '"'; scan.at++) {
    if ((peek(scan) ?? "") < " ") fail(scan, "in string literal");
    if (peek(scan) !== "\\") continue;
    scan.at++;
    if (!/^["\\/bfnrtu]$/.test(peek(scan) ?? "")) fail(scan, "in string escape code");
  }
  scan.at++;
}

function word(scan: Scan, literal: string): void {
  for (const letter of literal) {
    if (peek(scan) !== letter) fail(scan, `in literal ${literal} (expecting ${quoted(letter)})`);
    scan.at++;
  }
}
