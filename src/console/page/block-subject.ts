import type { Texts } from "./texts-en.ts";

/**
 * Why the ledger would not block this, as `send_sms.block` judges it. Which countries there are is left to the ledger.
 * @returns undefined where nothing speaks against it
 */
export function subjectProblem(typed: string): keyof Texts["controls"]["subjectProblems"] | undefined {
  const bare = typed.replaceAll(/[\s()+-]/g, "");
  if (!/^([A-Za-z]{2}|[1-9]\d{0,14})$/.test(bare)) return "shape";
  // Written as in the mainland it would close a part of +1.
  if (/^1[3-9]/.test(typed.trim())) return "code";
  return /^86\d{8,}$/.test(bare) ? "whole" : undefined;
}
