import * as z from "zod/mini";
import { wrongWith } from "./wrong-line.ts";

/** One request for a code, and what becomes of it. */
export interface TrafficRequest {
  /** Seconds since the start. */
  at: number;
  /** E.164 without the plus sign. */
  phone: string;
  ip: string;
  user: string;
  /** Seconds until the code is used, null where it never is. */
  verifiesAfter: number | null;
  honest: boolean;
  /** Hangs up on Auth once the SMS is on its way; Auth then keeps no user. */
  hangsUp?: boolean | undefined;
}

/** A year; beyond it a stamp is a mistake, such as milliseconds. */
const LONGEST_SECONDS = 366 * 86_400;
const seconds = z.number().check(z.gte(0), z.lte(LONGEST_SECONDS));
const REQUEST = z.object({
  at: seconds,
  phone: z.string().check(z.regex(/^\+?[1-9]\d{6,14}$/)),
  ip: z.string().check(z.maxLength(64)),
  user: z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)),
  verifiesAfter: z.nullable(seconds),
  honest: z.boolean(),
  hangsUp: z.optional(z.boolean()),
});
const FIELDS =
  '{"at": 0, "phone": "8613800138000", "ip": "203.0.113.7", "user": "<uuid>", "verifiesAfter": 20, ' +
  '"honest": true}';

/** What is wrong with a file, in both languages; it shows no number. */
export class TrafficError extends Error {
  override readonly name = "TrafficError";
}

/**
 * JSON lines → requests in the order of their times.
 * @throws {TrafficError} With the number of the first line that does not fit.
 */
export function readTraffic(text: string): TrafficRequest[] {
  // Windows' editors begin a file with a byte order mark.
  const requests = text.replace(/^\uFEFF/, "").split("\n").flatMap((line, i) =>
    line.trim() === "" ? [] : [readLine(line, i + 1)]
  );
  if (requests.length === 0) throw new TrafficError("The file holds no request / 文件中没有请求");
  return requests.sort((a, b) => a.at - b.at);
}

function readLine(line: string, number: number): TrafficRequest {
  const value = jsonOf(line);
  const parsed = REQUEST.safeParse(value);
  if (parsed.success) {
    const { phone, user, ...rest } = parsed.data;
    return { ...rest, phone: phone.replace("+", ""), user: user.toLowerCase() };
  }
  const fields = new Set(parsed.error.issues.map(({ path }) => path.join(".")).filter(Boolean));
  const wrong = wrongWith(line, value, [...fields]);
  throw new TrafficError(
    `Line ${number} is no request: ${wrong.en}. A line looks like ${FIELDS}\n` +
      `第 ${number} 行不是有效的请求：${wrong.zh}。格式示例：${FIELDS}`,
  );
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
