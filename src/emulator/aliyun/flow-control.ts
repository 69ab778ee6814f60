export type FlowControl = {
  /** The real message of the first rule that is used up, or null. */
  refusal(sign: string, phone: string, atMs: number, rules?: readonly FlowRule[]): string | null;
  secondsSinceLast(sign: string, phone: string, atMs: number): number;
  record(sign: string, phone: string, atMs: number): void;
  clear(): void;
};

export type FlowRule = { readonly windowSeconds: number; readonly permits: number; readonly message: string };

// help.aliyun.com 2881383: one signature to one number. "Day" is a rolling 24 hours in the current text.
export const MINUTE_RULE: FlowRule = { windowSeconds: 60, permits: 1, message: "触发分钟级流控Permits:1" };
export const LONG_RULES: readonly FlowRule[] = [
  { windowSeconds: 3_600, permits: 5, message: "触发小时级流控Permits:5" },
  { windowSeconds: 86_400, permits: 10, message: "触发天级流控Permits:10" },
];
// All senders of the platform together to one number.
const PLATFORM_RULE: FlowRule = { windowSeconds: 86_400, permits: 40, message: "触发天级流控Permits:40" };
const ANY_SIGN = "";

export function createFlowControl(): FlowControl {
  const sentAt = new Map<string, readonly number[]>();
  const history = (sign: string, phone: string) => sentAt.get(`${sign} ${phone}`) ?? [];
  const add = (sign: string, phone: string, atMs: number) => {
    // No rule looks further back than the platform's, in time or in number.
    const newest = [...history(sign, phone), atMs].slice(-PLATFORM_RULE.permits);
    sentAt.set(`${sign} ${phone}`, newest);
  };
  const isUsedUp = (rule: FlowRule, times: readonly number[], atMs: number) =>
    times.filter((at) => atMs - at < rule.windowSeconds * 1000).length >= rule.permits;

  return {
    refusal(sign, phone, atMs, rules = [MINUTE_RULE, ...LONG_RULES]) {
      const times = history(sign, phone);
      const broken = rules.find((rule) => isUsedUp(rule, times, atMs));
      if (broken !== undefined) return broken.message;
      return isUsedUp(PLATFORM_RULE, history(ANY_SIGN, phone), atMs) ? PLATFORM_RULE.message : null;
    },
    secondsSinceLast(sign, phone, atMs) {
      const last = history(sign, phone).at(-1);
      return last === undefined ? Infinity : (atMs - last) / 1000;
    },
    record(sign, phone, atMs) {
      add(sign, phone, atMs);
      add(ANY_SIGN, phone, atMs);
    },
    clear: () => sentAt.clear(),
  };
}
