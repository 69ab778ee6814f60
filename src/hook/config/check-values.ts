import type { EnvReader } from "./env-reader.ts";
import { type Setting, SETTINGS } from "./variables.ts";

interface Misfit {
  pattern: RegExp;
  en: (seen: string) => string;
  zh: (seen: string) => string;
}

/** Of no value at all. */
const ANYWHERE: readonly Misfit[] = [
  {
    pattern: /\uFFFD/,
    en: () =>
      "holds a byte that is no UTF-8: save the file as UTF-8 (it may be GBK) and copy the value again",
    zh: () => "含有非 UTF-8 字节：请将文件另存为 UTF-8（可能是 GBK 编码），并重新复制该值",
  },
  {
    pattern: /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/,
    en: (seen) =>
      `holds the invisible character ${seen}, as web pages and chats add: type the value, or copy it as text`,
    zh: (seen) => `含有不可见字符 ${seen}，通常由网页或聊天工具复制带入：请手动输入，或以纯文本方式复制`,
  },
  {
    pattern: /^["'`“”‘’]|["'`“”‘’]$/,
    en: (seen) =>
      `has a quotation mark ${seen} at one end, or typographic ones: use straight quotes on both sides, or none`,
    zh: (seen) => `首尾有不成对的引号或弯引号 ${seen}：请两侧都用英文直引号，或都不用`,
  },
];

/** Of nothing that is written on one line. */
const ON_ONE_LINE: readonly Misfit[] = [
  {
    // deno-lint-ignore no-control-regex -- they are what is looked for
    pattern: /[\x00-\x1F\x7F\u2028\u2029]/,
    en: (seen) =>
      `holds ${seen} in its middle: the value was broken when it was copied or quoted; put it on one line`,
    zh: (seen) => `中间含有 ${seen}：复制或加引号时被截断换行，请写在同一行`,
  },
  {
    pattern: /\s#/,
    en: () =>
      "holds a comment: docker run --env-file keeps everything behind the =; put the comment on a line of its own",
    zh: () => "含有行内注释：docker run --env-file 会保留等号后的全部内容，请将注释单独写一行",
  },
];

const PLACEHOLDER =
  /^<.*>$|^\[.*\]$|^(your|my)[-_]|[-_]here$|^x{3,}$|x{4,}$|^\*{2,}$|^\.{3}$|…|^(changeme|change[-_]me|placeholder|todo|tbd|example|none|null|undefined)$|^(请填写|请替换|你的|您的)/i;

/** Free text, which may hold anything but what `ANYWHERE` names. */
const MULTILINE: ReadonlySet<Setting> = new Set<Setting>(["routes", "templateParams", "ledgerCa"]);
const NEVER_A_PLACEHOLDER: ReadonlySet<Setting> = new Set<Setting>([
  "routes",
  "templateParams",
  "ledgerDatabaseUrl",
]);

/** Reports every value that its tool, or the way here, has broken. */
export function checkValues(reader: EnvReader): void {
  for (const setting of SETTINGS) {
    const text = reader.text(setting);
    if (text !== undefined) checkValue(reader, setting, text);
  }
}

function checkValue(reader: EnvReader, setting: Setting, text: string): void {
  // The text of an SMS may have lines, and Web OTP's last one is "@host #code".
  const isText = setting === "template" && text.includes("{code}");
  const misfits = isText || MULTILINE.has(setting) ? ANYWHERE : [...ANYWHERE, ...ON_ONE_LINE];
  for (const { pattern, en, zh } of misfits) {
    const seen = pattern.exec(text)?.[0];
    if (seen !== undefined) reader.report(setting, en(nameOf(seen)), zh(nameOf(seen)));
  }
  if (!isText && !NEVER_A_PLACEHOLDER.has(setting) && PLACEHOLDER.test(text)) {
    reader.report(
      setting,
      "still holds a placeholder: put the real value in its place",
      "仍是占位内容：请替换为真实的值",
    );
  }
}

/** One character tells nothing of a secret. */
const nameOf = (char: string): string =>
  `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
