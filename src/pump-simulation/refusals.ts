import type { Language } from "../command-line/terminal-language.ts";

/** Counts the requests that the hook refused, by what its log says of each. */
export function createRefusals() {
  const limits = new Map<string, number>();
  const others = new Map<string, number>();
  let guard = 0;

  return {
    hear(line: string): void {
      if (!line.includes('"event":"send_sms"') || !line.includes('"result":"refused"')) return;
      const { reason, cause } = JSON.parse(line);
      if (cause === "blocked_by_guard") guard++;
      else count(reason === "sms_rate_limited" ? limits : others, String(cause ?? reason));
    },
    text(language: Language): string {
      const by = [
        WORDS[language].limits(sum(limits), listed(limits)),
        WORDS[language].guard(guard),
        ...(others.size > 0 ? [WORDS[language].others(sum(others), listed(others))] : []),
      ];
      return WORDS[language].head(by);
    },
  };
}

const WORDS = {
  en: {
    head: (by: string[]) => `Refused: ${by.join(", ")}.`,
    limits: (sum: number, listed: string) => `${sum} by limits${listed && ` (${listed})`}`,
    guard: (sum: number) => `${sum} by the guard`,
    others: (sum: number, listed: string) => `${sum} otherwise (${listed})`,
  },
  zh: {
    head: (by: string[]) => `拒绝的请求：${by.join("，")}。`,
    limits: (sum: number, listed: string) => `因限额 ${sum} 个${listed && `（${listed}）`}`,
    guard: (sum: number) => `因防盗刷 ${sum} 个`,
    others: (sum: number, listed: string) => `其他原因 ${sum} 个（${listed}）`,
  },
} as const;

function count(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);
const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([word, times]) => `${word}: ${times}`).join("; ");
