import { readFileSync } from "node:fs";
import { usageError } from "../command-line/usage-error.ts";
import type { PhoneNumber } from "../hook/sms/phone-number.ts";
import { RECEIPTS, type ReceiptsLine } from "./receipts-arguments.ts";
import { NUMBER_PROBLEMS, readingsOf, readWholeNumber } from "./typed-number.ts";

/** As many broken lines as a person mends before they run it again. */
const MOST_NAMED = 5;

/**
 * The numbers of the command's line, whole as every command takes them, and of its file, each with what it may be: a
 * file is what Auth's tables hold, without the plus sign. One that is none is refused with its place, for its SMS
 * would look as if nobody had given its number; what stands there is never shown.
 * @throws {Error} which is for people, in both languages
 */
export function givenNumbers({ flags }: ReceiptsLine): (readonly PhoneNumber[])[] {
  const read = (flags.number ?? []).map(readWholeNumber);
  const typed = read.map((phone) => phone.ok ? [phone.value] : []);
  const wrong = placesIn(typed);
  if (wrong) {
    const problems = [...new Set(read.flatMap((phone) => phone.ok ? [] : phone.error))];
    const [en, zh] = [
      problems.map((one) => NUMBER_PROBLEMS[one].en).join("; "),
      problems.map((one) => NUMBER_PROBLEMS[one].zh).join("；"),
    ];
    throw usageError(
      RECEIPTS.name,
      `Cannot read --number (${wrong}): ${en}`,
      `--number 无效（第 ${wrong} 个）：${zh}`,
    );
  }
  const path = flags["numbers-from"];
  return path === undefined ? typed : [...typed, ...numbersIn(path)];
}

function numbersIn(path: string): (readonly PhoneNumber[])[] {
  const lines = textOf(path).replace(/^\uFEFF/, "").split(/\r?\n/);
  const numbers = lines.map((line) => line.trim() === "" ? undefined : readingsOf(line));
  const wrong = placesIn(numbers);
  if (wrong) {
    throw new Error(
      `Cannot read line ${wrong} of ${path}: a line is a whole number in E.164, such as +8613800138000, or as ` +
        "Auth's tables and your users write it, and nothing else; one of mainland China has eleven digits behind 86\n" +
        `${path} 第 ${wrong} 行无效：每行只能是一个完整的号码，例如 E.164 格式的 +8613800138000，或 Auth 表和用户的写法；` +
        "中国大陆号码 86 后应为 11 位",
    );
  }
  return numbers.filter((readings) => readings !== undefined);
}

function textOf(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new Error(
      `Cannot read ${path} (${code}): is the path right?\n无法读取 ${path}（${code}）：请检查路径`,
      { cause: error },
    );
  }
}

/** Counted from one, as editors do. */
function placesIn(numbers: readonly (readonly PhoneNumber[] | undefined)[]): string {
  const places = numbers.flatMap((readings, i) => readings?.length === 0 ? i + 1 : []);
  return places.slice(0, MOST_NAMED).join(", ") + (places.length > MOST_NAMED ? ", …" : "");
}
