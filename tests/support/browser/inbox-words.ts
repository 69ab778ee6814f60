/** What the tests press and read in the inbox, written out. */
export const WORDS = {
  en: {
    locale: "en-US",
    reset: "Reset",
    cancel: "Cancel",
    asks: "Reset everything here?",
    search: "Search faults",
    minute: "Skip ahead one minute",
    expire: "Let all codes expire (5 min)",
    balance: "The balance is empty",
    on: "1 on",
    page: "Demo page",
    unreadable: "No readable answer",
    unconfirmed: "Hook: unconfirmed",
    left: "77 are left",
  },
  zh: {
    locale: "zh-CN",
    reset: "重置",
    cancel: "取消",
    asks: "确定要全部重置吗？",
    search: "搜索故障",
    minute: "快进一分钟",
    expire: "让验证码全部过期（快进 5 分钟）",
    balance: "余额不足",
    on: "已开启 1 项",
    page: "演示页面",
    unreadable: "应答无法识别",
    unconfirmed: "Hook：结果未知",
    left: "剩余 77 条",
  },
} as const;
export type Language = keyof typeof WORDS;
