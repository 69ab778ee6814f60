import type { EmulatedMessage } from "../emulator/aliyun/index.ts";
import { displayWidth, padToWidth, wrapToWidth } from "./display-width.ts";

const INNER_WIDTH = 46;

const BOLD = "\x1b[1m";
const PLAIN = "\x1b[22m";

/** An SMS in a frame, as the phone of its recipient would show it. */
export function phoneScreen(message: EmulatedMessage, { colour = false } = {}): string {
  const number = readableNumber(message.phone);
  const time = new Date(message.at).toTimeString().slice(0, 8);
  const gap = " ".repeat(Math.max(1, INNER_WIDTH - displayWidth(number) - time.length));
  const code = message.params["code"] ?? "";
  const lines = [`${number}${gap}${time}`, "", ...wrapToWidth(message.text, INNER_WIDTH)];
  const rows = lines.map((line) => {
    const padded = padToWidth(line, INNER_WIDTH);
    return `│ ${colour && code ? padded.replace(code, `${BOLD}${code}${PLAIN}`) : padded} │`;
  });
  const edge = "─".repeat(INNER_WIDTH + 2);
  return [`╭${edge}╮`, ...rows, `╰${edge}╯`].map((row) => `  ${row}`).join("\n");
}

function readableNumber(phone: string): string {
  return phone.replace(/^(\+86)(1\d{2})(\d{4})(\d{4})$/, "$1 $2 $3 $4");
}
