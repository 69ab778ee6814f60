import { describe, expect, test } from "vitest";
import { fencesIn, linksOf, rowsIn } from "../support/docs/markdown.ts";
import { filesUnder, localImportsOf, readText } from "../support/hook/sources.ts";

const hook = filesUnder("src/hook", ".ts");
/** `aliyun` of `src/hook/aliyun/sender.ts`, `deliver` of `src/hook/deliver.ts`. */
const roomOf = (path: string): string => path.split("/")[2]?.replace(/\.ts$/, "") ?? "";

/** The lines of the drawing below its arrow, top to bottom: rooms of one line are on one floor. */
function floorsIn(page: string): string[][] {
  const drawing = fencesIn(readText(page)).find(({ text }) => text.includes("▼"))?.text ?? "";
  return drawing.slice(drawing.indexOf("▼") + 1).split("\n")
    .map((line) => (/^([a-z-]+(?: · [a-z-]+)*)/.exec(line)?.[1] ?? "").split(" · ").filter(Boolean))
    .filter((rooms) => rooms.length > 0);
}

describe.each(["docs/architecture.md", "docs/architecture.zh-CN.md"])("%s", (page) => {
  const floors = floorsIn(page);
  const floorOf = (room: string) => floors.findIndex((rooms) => rooms.includes(room));

  test("draws every room of src/hook, and none that is not there", () => {
    expect(floors.flat().toSorted()).toEqual([...new Set(hook.map(roomOf))].toSorted());
  });

  test("draws no room above one that imports it", () => {
    const upward = hook.flatMap((path) =>
      localImportsOf(path)
        .filter((target) =>
          roomOf(target) !== roomOf(path) && floorOf(roomOf(target)) <= floorOf(roomOf(path))
        )
        .map((target) => `${path} → ${target}`)
    );
    expect(upward).toEqual([]);
  });

  test("follows a request in four steps down, each called by the one before", () => {
    const steps = rowsIn(readText(page)).filter(([number]) => /^\d$/.test(number ?? ""));
    expect(steps.map(([number]) => number)).toEqual(["0", "1", "2", "3", "4"]);
    const files = steps.map(([, file = ""]) => /\]\(\.\.\/(src\/hook\/[^)]+)\)/.exec(file)?.[1] ?? "");
    for (const [i, [, , , calls = ""]] of steps.entries()) {
      const reached = reachedFrom(files[i] ?? "");
      const named = [...calls.matchAll(/`([a-z0-9-]+\.ts)`/g)].map(([, name]) => name);
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((name) => !reached.some((path) => path.endsWith(`/${name}`)))).toEqual([]);
      if (i + 1 < files.length) expect(reached).toContain(files[i + 1]);
    }
  });

  test("has what decides on the next route where it says", () => {
    const [link] = linksOf(page).filter(({ path }) => path === "src/hook/sms/send-by-routes.ts");
    expect(readText(link?.path ?? "")).toContain("NEXT_ROUTE_MAY_HELP");
  });
});

/** What a file imports or is given: of a port, what implements it. */
const reachedFrom = (path: string): string[] =>
  localImportsOf(path).flatMap((target) => [target, ...implementersOf(target)]);

/** Chosen in compose.ts, for that is where ports meet their adapters. */
const implementersOf = (port: string): string[] =>
  localImportsOf("src/hook/compose.ts").filter((path) => localImportsOf(path).includes(port));
