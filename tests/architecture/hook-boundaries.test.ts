import { describe, expect, test } from "vitest";
import { codeOf, filesUnder, localImportsOf, packagesOf, readText } from "../support/hook/sources.ts";

const hook = filesUnder("src/hook", ".ts");
const PINNED = Object.keys(JSON.parse(readText("supabase/functions/send-sms/deno.json")).imports);

/**
 * The rooms of src/hook, top to bottom. A room imports only what stands below it; rooms on one floor do not know
 * each other. This list is the whole rule: a new room gets its place here.
 */
const FLOORS = [
  ["compose"],
  ["http"],
  ["handle-send-sms"],
  ["deliver"],
  ["log"],
  ["config"],
  ["seen"],
  ["gotrue", "aliyun", "ledger"],
  ["failure"],
  ["sms"],
  ["runtime"],
  ["result", "budget", "read-text"],
] as const;
const floorOf = new Map<string, number>(
  FLOORS.flatMap((rooms, i) => rooms.map((room) => [room, i] as const)),
);
/** `aliyun` of `src/hook/aliyun/sender.ts`, `deliver` of `src/hook/deliver.ts`. */
const roomOf = (path: string): string => path.split("/")[2]?.replace(/\.ts$/, "") ?? "";

test("the sources are found and read", () => {
  expect(hook.length).toBeGreaterThan(40);
  expect(localImportsOf("src/hook/compose.ts")).toContain("src/hook/aliyun/sign-form-by-pop-core.ts");
  expect(packagesOf("src/hook/http/app.ts")).toEqual(["hono"]);
  expect(readText("src/hook/aliyun/sign-v1.ts")).toContain("RFC 3986");
  expect(codeOf("src/hook/aliyun/sign-v1.ts")).not.toContain("RFC 3986");
});

describe("the hook runs anywhere", () => {
  test.each(hook)("%s imports nothing but the hook and the pinned packages", (path) => {
    expect(localImportsOf(path).filter((target) => !target.startsWith("src/hook/"))).toEqual([]);
    expect(packagesOf(path).filter((name) => !PINNED.includes(name))).toEqual([]);
  });

  test.each<[string, RegExp]>([
    ["node: modules", /["']node:/],
    ["Deno", /\bDeno\b\s*[.[]/],
    ["process", /\bprocess\s*\./],
    ["Buffer", /\bBuffer\s*\./],
    ["the console", /\bconsole\s*\./],
  ])("without %s", (_, forbidden) => {
    expect(hook.filter((path) => forbidden.test(codeOf(path)))).toEqual([]);
  });

  test.each<[string, RegExp]>([
    ["the clock", /\bDate\.now\s*\(|\bnew Date\s*\(\s*\)|\bperformance\./],
    ["randomness", /\bMath\.random\b|\bcrypto\.(randomUUID|getRandomValues)\b/],
    ["timers", /\b(setTimeout|setInterval|setImmediate)\s*\(|\bAbortSignal\.timeout\b/],
    ["the environment", /\benv\s*\.\s*get\b|\bimport\.meta\b/],
  ])("with %s as an argument", (_, forbidden) => {
    expect(hook.filter((path) => forbidden.test(codeOf(path)))).toEqual([]);
  });

  test("with fetch as an argument", () => {
    const callers = hook.filter((path) => /(?<![.\w])fetch\s*\(/.test(codeOf(path)));
    expect(callers).not.toEqual([]);
    expect(callers.filter((path) => !/\bfetch: typeof globalThis\.fetch\b/.test(codeOf(path)))).toEqual([]);
    const globals = hook.filter((path) => /(?<!typeof )\bglobalThis\b/.test(codeOf(path)));
    expect(globals).toEqual([]);
  });
});

describe("dependencies point one way", () => {
  test("every file is in a room that has its floor", () => {
    expect(hook.map(roomOf).filter((room) => !floorOf.has(room))).toEqual([]);
    expect([...floorOf.keys()].filter((room) => !hook.some((path) => roomOf(path) === room))).toEqual([]);
  });

  test.each(hook)("%s imports from its own room and from the floors below, types too", (path) => {
    const floor = floorOf.get(roomOf(path)) ?? -1;
    const upward = localImportsOf(path).filter((target) =>
      roomOf(target) !== roomOf(path) && (floorOf.get(roomOf(target)) ?? -1) <= floor
    );
    expect(upward).toEqual([]);
  });

  test("only compose.ts names an adapter", () => {
    const adapters = /^src\/hook\/(aliyun\/(sender|sign-form[\w-]*)|ledger\/(memory|postgres))\.ts$/;
    const importers = hook.filter((path) => localImportsOf(path).some((target) => adapters.test(target)));
    // Adapters of one provider may know each other's types, and what opens a ledger knows its parts.
    const opener = "src/hook/ledger/open-postgres.ts";
    expect(importers.filter((path) => roomOf(path) !== "aliyun" && path !== opener))
      .toEqual(["src/hook/compose.ts"]);
    expect(hook.filter((path) => localImportsOf(path).includes(opener))).toEqual(["src/hook/compose.ts"]);
  });

  test("the pipeline knows ports only", () => {
    const pipeline = ["src/hook/http/app.ts", "src/hook/deliver.ts", "src/hook/handle-send-sms.ts"];
    expect(pipeline.filter((path) => localImportsOf(path).some((target) => roomOf(target) === "aliyun")))
      .toEqual([]);
  });

  test("sms/ needs no package", () => {
    expect(hook.filter((path) => roomOf(path) === "sms").flatMap(packagesOf)).toEqual([]);
  });
});

describe("a host", () => {
  const entry = "supabase/functions/send-sms/index.ts";
  const hosts = filesUnder("src/serve", ".ts");
  const ofHook = (path: string) => localImportsOf(path).filter((target) => target.startsWith("src/hook/"));

  test("on Deno is started by the entry, which knows nothing else", () => {
    expect(localImportsOf(entry)).toEqual(["src/serve/deno.ts"]);
    expect(packagesOf(entry)).toEqual([]);
  });

  test.each(hosts)(
    "%s takes the composition and what a runtime is made of, and no port, adapter or part",
    (path) => {
      const taken = ofHook(path).filter((target) =>
        !/^src\/hook\/(compose|config\/env-reader|runtime\/[\w-]+)\.ts$/.test(target)
      );
      expect(taken).toEqual([]);
    },
  );

  test.each([
    "src/serve/deno.ts",
    "src/serve/node-main.ts",
    "src/serve/function-compute.ts",
  ])("%s reads the environment once", (path) => {
    expect(codeOf(path).match(/\bDeno\.env\b|\bprocess\.env\b/g)).toHaveLength(1);
  });
});
