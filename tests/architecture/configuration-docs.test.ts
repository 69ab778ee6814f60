import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/hook/config/config.ts";
import { VARIABLES } from "../../src/hook/config/variables.ts";
import { codesIn, fencesIn, rowsIn, sectionsIn } from "../support/docs/markdown.ts";
import { ENV } from "../support/hook/config.ts";
import { readText } from "../support/hook/sources.ts";

const PAGES = ["docs/configuration.md", "docs/configuration.zh-CN.md"];

/** Of `GOTRUE_SMS_ALIYUN_IS_TEST=true` the name. */
const namesIn = (cell?: string) =>
  codesIn(cell).flatMap((code) => /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)(?:=|$)/.exec(code)?.[1] ?? []);

/** The rows of the table of variables: the first table of the page. */
const variablesOf = (page: string) =>
  rowsIn(sectionsIn(readText(page)).find(({ text }) => rowsIn(text).length > 0)?.text ?? "").slice(1)
    .map(([names, , byDefault, aliases]) => ({
      names: namesIn(names),
      byDefault: codesIn(byDefault),
      aliases: namesIn(aliases),
    }));

const { bundled, ...settings } = VARIABLES;
/** The five without which nothing can be sent. */
const REQUIRED: Readonly<Record<string, string>> = ENV;

describe.each(PAGES)("%s", (page) => {
  test("lists exactly the variables that the hook reads", () => {
    const documented = variablesOf(page).flatMap(({ names }) => names);
    expect(documented.toSorted()).toEqual(Object.values(settings).map(([name]) => name).toSorted());
  });

  test("lists beside each variable exactly the other names that are read", () => {
    const aliases = new Map<string, readonly string[]>(
      Object.values(settings).map(([name, ...others]) => [name, others]),
    );
    // Documented as what it amounts to: another way to choose the API.
    aliases.set(settings.api[0], bundled);
    for (const row of variablesOf(page)) {
      const read = row.names.flatMap((name) => aliases.get(name) ?? []);
      expect([row.names, row.aliases.toSorted()]).toEqual([row.names, read.toSorted()]);
    }
  });

  test("gives defaults that change nothing when they are written out", () => {
    const written = variablesOf(page).flatMap(({ names, byDefault: [value] }) =>
      value === undefined ? [] : names.map((name) => [name, value] as const)
    );
    expect(written.length).toBeGreaterThan(10);
    expect(readConfig({ ...ENV, ...Object.fromEntries(written) })).toEqual(readConfig(ENV));
  });

  test("gives no default to what must be set", () => {
    const required = variablesOf(page).filter(({ names }) => names.some((name) => name in REQUIRED));
    expect(required.flatMap(({ names }) => names).toSorted()).toEqual(Object.keys(REQUIRED).toSorted());
    expect(required.flatMap(({ byDefault }) => byDefault)).toEqual([]);
  });

  test("shows routes that the hook takes", () => {
    const [routes] = fencesIn(readText(page)).filter(({ language }) => language === "json");
    const config = readConfig({
      ...ENV,
      SMS_ALLOWED_COUNTRIES: "CN,US,CA",
      ALIYUN_SMS_ROUTES: routes?.text ?? "",
    });
    expect(config.routes.map(({ name }) => name))
      .toEqual(["routes[0]", "routes[1]", "routes[2]", "default"]);
  });
});

test("the two languages give every variable the same default and the same other names", () => {
  const [english = "", chinese = ""] = PAGES;
  expect(variablesOf(chinese)).toEqual(variablesOf(english));
});

describe.each(["README.md", "README.zh-CN.md"])("%s", (page) => {
  test("asks for five variables, and they are enough", () => {
    const asked = rowsIn(readText(page)).filter((cells) => cells.length === 2).flatMap(([name]) =>
      namesIn(name)
    );
    expect(asked).toEqual(Object.keys(REQUIRED));
    const five = Object.fromEntries(asked.map((name) => [name, REQUIRED[name]]));
    expect(() => readConfig(five)).not.toThrow();
    for (const name of asked) expect(() => readConfig({ ...five, [name]: "" })).toThrow(name);
  });
});
