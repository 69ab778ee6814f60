import { cleanValue } from "./clean-value.ts";
import { type Env, type Setting, VARIABLES } from "./variables.ts";

export interface Problem {
  variable: string;
  en: string;
  zh: string;
  /** Other names that are set and that the sentence names: what is missing may stand under them. */
  toldWith?: readonly string[];
}

/** Reads settings by any of their names and gathers what is wrong with them; values never enter a problem. */
export function createEnvReader(env: Env) {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];

  /** @returns the first non-empty value and the name it was found under, else the canonical name */
  function find(setting: Setting): { name: string; value: string | undefined } {
    for (const name of VARIABLES[setting]) {
      const value = cleanValue(env[name]);
      if (value !== undefined) return { name, value };
    }
    return { name: VARIABLES[setting][0], value: undefined };
  }

  function report(setting: Setting, en: string, zh: string): undefined {
    reportVariable(find(setting).name, en, zh);
  }

  function reportVariable(variable: string, en: string, zh: string): undefined {
    problems.push({ variable, en, zh });
  }

  return {
    env,
    problems,
    /** What starts and holds a risk; the log names it at start. */
    warnings,
    report,
    reportVariable,
    warn: (setting: Setting, en: string, zh: string): void =>
      void warnings.push({ variable: find(setting).name, en, zh }),
    text: (setting: Setting) => find(setting).value,
    required(setting: Setting, en: string, zh: string): string {
      return find(setting).value ?? report(setting, `is not set: ${en}`, `未设置：${zh}`) ?? "";
    },
    /** One of the words; the first is the default. */
    choice<T extends string>(setting: Setting, words: readonly [T, ...T[]]): T {
      const { value } = find(setting);
      const word = value === undefined
        ? words[0]
        : words.find((w) => w.toLowerCase() === value.toLowerCase());
      const list = words.join(", ");
      return word ?? report(setting, `must be one of: ${list}`, `取值只能是：${list}`) ?? words[0];
    },
    /** A whole number in a range. */
    integer(
      setting: Setting,
      { min, max, byDefault }: { min: number; max: number; byDefault: number },
    ): number {
      const text = find(setting).value;
      if (text === undefined) return byDefault;
      const number = Number(text);
      if (/^\d{1,9}$/.test(text) && number >= min && number <= max) return number;
      const en = `must be a whole number from ${min} to ${max}`;
      return report(setting, en, `必须是 ${min} 到 ${max} 之间的整数`) ?? byDefault;
    },
    list: (setting: Setting): string[] | undefined =>
      find(setting).value?.split(",").map((item) => item.trim()).filter(Boolean),
  };
}

export type EnvReader = ReturnType<typeof createEnvReader>;

/** All problems of a configuration in one error; it holds names and remedies, never a value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly Problem[];
  /** Names beside them that nothing reads; alone they would be warnings. */
  readonly unread: readonly Problem[];

  constructor(problems: readonly Problem[], unread: readonly Problem[] = []) {
    const lines = [...problems, ...unread]
      .map(({ variable, en, zh }) => `  - ${variable} ${en}\n    ${variable} ${zh}`);
    super(
      [
        `Cannot start: the configuration has ${problems.length} problem(s) / 无法启动：配置有 ${problems.length} 处问题`,
        ...lines,
      ]
        .join("\n"),
    );
    this.problems = problems;
    this.unread = unread;
  }
}
