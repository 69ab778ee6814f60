interface Sentence {
  readonly en: string;
  readonly zh: string;
}

/** What each field of a request is. */
const FIELDS: Readonly<Record<string, Sentence>> = {
  at: {
    en: "a number of seconds from the start of the traffic, a year at most and no milliseconds",
    zh: "距流量开始的秒数（数字），最多一年，不能用毫秒",
  },
  phone: {
    en: 'text in quotes, 7 to 15 digits with the country code, such as "8613800138000"',
    zh: '带引号的文本，含国家代码共 7 到 15 位数字，例如 "8613800138000"',
  },
  ip: { en: 'text in quotes, "" where none is known', zh: '带引号的文本，未知时为 ""' },
  user: { en: "a UUID in quotes", zh: "带引号的 UUID" },
  verifiesAfter: {
    en: "a number of seconds from the request, a year at most and no milliseconds, or null",
    zh: "距该请求的秒数（数字），最多一年，不能用毫秒；从不使用则为 null",
  },
  honest: { en: "true or false, without quotes", zh: "true 或 false，不带引号" },
  hangsUp: { en: "true or false, without quotes", zh: "true 或 false，不带引号" },
};

/** What is wrong with a line of a file of traffic; it shows no number. @param fields those that do not fit */
export function wrongWith(line: string, value: unknown, fields: readonly string[]): Sentence {
  if (line.trim().startsWith("[")) {
    return {
      en: "it begins a list; each line is one request by itself, as `jq -c '.[]'` writes a list",
      zh: "这是列表的开头，而每行应是一个独立的请求；列表可用 jq -c '.[]' 转换",
    };
  }
  if (value === undefined) return { en: "it is no JSON", zh: "不是 JSON" };
  if (typeof value !== "object" || value === null) {
    return { en: "it is no JSON object", zh: "不是 JSON 对象" };
  }
  const given: Readonly<Record<string, unknown>> = { ...value };
  const all = fields.map((field): Sentence => {
    const is = whatIs(field, given[field]);
    const wanted = FIELDS[field] ?? { en: "something else", zh: "其他内容" };
    return { en: `${field} ${is.en}; it is ${wanted.en}`, zh: `${field} ${is.zh}，应为${wanted.zh}` };
  });
  return { en: all.map(({ en }) => en).join(". "), zh: all.map(({ zh }) => zh).join("；") };
}

function whatIs(field: string, value: unknown): Sentence {
  switch (typeof value) {
    case "undefined":
      return { en: "is missing", zh: "缺失" };
    case "number":
      if (field !== "at" && field !== "verifiesAfter") return { en: "is a number", zh: "是数字" };
      return value < 0 ? { en: "is negative", zh: "是负数" } : { en: "is more than a year", zh: "超过一年" };
    case "string":
      return { en: "is a text that does not fit", zh: "是不符合要求的文本" };
    case "boolean":
      return { en: `is ${value}`, zh: `是 ${value}` };
    default:
      return value === null ? { en: "is null", zh: "是 null" } : { en: "is an object", zh: "是对象" };
  }
}
