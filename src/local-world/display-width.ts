/** Blocks whose characters take two columns of a terminal (Unicode's East Asian Width, W and F). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

export function displayWidth(text: string): number {
  return [...text].reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}

export function padToWidth(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/** Lines of at most `width` columns. Chinese breaks anywhere, a word or a code nowhere. */
export function wrapToWidth(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const token of text.match(/[!-~]+|[^!-~]/gu) ?? []) {
    if (line !== "" && displayWidth(line + token) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    // A space that would begin a line has done its work.
    if (line !== "" || token !== " ") line += token;
  }
  return [...lines, line.trimEnd()];
}
