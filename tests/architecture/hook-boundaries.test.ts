import { describe, expect, test } from "vitest";
import { codeOf, filesUnder, localImportsOf, packagesOf, readText } from "../support/hook-sources.ts";

const hook = filesUnder("src/hook", ".ts");
const PINNED = Object.keys(JSON.parse(readText("supabase/functions/send-sms/deno.json")).imports);
const inFolder = (folder: string) => hook.filter((path) => path.startsWith(`src/hook/${folder}/`));

/** Every pair of importer and imported that a rule forbids. */
function violations(importers: readonly string[], forbidden: RegExp, except: RegExp = /^$/): string[] {
  return importers.flatMap((path) =>
    localImportsOf(path)
      .filter((target) => forbidden.test(target) && !except.test(target))
      .map((target) => `${path} → ${target}`)
  );
}

test("the sources are found and read", () => {
  expect(hook.length).toBeGreaterThan(40);
  expect(localImportsOf("src/hook/compose.ts")).toContain("src/hook/aliyun/transport-pop-core.ts");
  expect(packagesOf("src/hook/app.ts")).toEqual(["hono"]);
  expect(codeOf("src/hook/aliyun/sign-v1.ts")).not.toContain("Imported once");
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

  test("with fetch as an argument: two files call it, by the name of their parameter", () => {
    const callers = hook.filter((path) => /(?<![.\w])fetch\s*\(/.test(codeOf(path)));
    expect(callers).toEqual(["src/hook/aliyun/post-form.ts", "src/hook/fetch-once.ts"]);
    expect(codeOf("src/hook/fetch-once.ts")).toMatch(/fetchOnce\(fetch: typeof globalThis\.fetch,/);
    expect(codeOf("src/hook/aliyun/post-form.ts")).toMatch(/postForm\(\s*fetch: typeof globalThis\.fetch,/);
    const globals = hook.filter((path) => /(?<!typeof )\bglobalThis\b/.test(codeOf(path)));
    expect(globals).toEqual([]);
  });
});

describe("dependencies point one way", () => {
  test("only compose.ts names an adapter", () => {
    const adapters =
      /^src\/hook\/(aliyun\/(sender|transport-[\w-]+)|ledger\/(memory|postgres)|log\/start-entry)\.ts$/;
    const importers = hook.filter((path) => violations([path], adapters).length > 0);
    // Adapters may know each other's types; nobody else knows that they are there.
    expect(importers.filter((path) => !/^src\/hook\/aliyun\//.test(path))).toEqual(["src/hook/compose.ts"]);
  });

  test("policy/ and sms/ know no adapter, no Auth reply, no log and no HTTP", () => {
    const domain = [...inFolder("policy"), ...inFolder("sms")];
    expect(domain.length).toBeGreaterThanOrEqual(6);
    expect(violations(domain, /^src\/hook\/(aliyun|ledger|log|app|compose|config|deliver|handle)/)).toEqual(
      [],
    );
    // A route may say for which flow it is.
    expect(violations(domain, /^src\/hook\/gotrue\//, /\/flow\.ts$/)).toEqual([]);
    expect(domain.flatMap(packagesOf)).toEqual([]);
  });

  test("aliyun/ knows the domain's types and nothing of Auth, policy, ledger or configuration", () => {
    expect(violations(inFolder("aliyun"), /^src\/hook\/(gotrue|policy|ledger|log|config|app|deliver|handle)/))
      .toEqual([]);
  });

  test("ledger/ knows nothing of Alibaba Cloud, Auth or the log", () => {
    expect(violations(inFolder("ledger"), /^src\/hook\/(aliyun|gotrue|log|app|deliver|handle)/)).toEqual([]);
  });

  test("gotrue/ knows nothing of Alibaba Cloud, the ledger, the log or the configuration", () => {
    expect(violations(inFolder("gotrue"), /^src\/hook\/(aliyun|ledger|log|config|app|deliver|handle)/))
      .toEqual([]);
  });

  test("the pipeline knows ports only", () => {
    const pipeline = ["src/hook/app.ts", "src/hook/deliver.ts", "src/hook/handle-send-sms.ts"];
    expect(violations(pipeline, /^src\/hook\/aliyun\//)).toEqual([]);
  });

  test("no module needs itself, once types are left out", () => {
    const runtimeImports = new Map(hook.map((path) => {
      const code = codeOf(path).replace(/\bimport type\b[^;]*;/g, "");
      const named = [...code.matchAll(/\bfrom\s*"(\.[^"]+)"/g)].map(([, specifier = ""]) => specifier);
      return [
        path,
        localImportsOf(path).filter((target) =>
          named.some((one) => target.endsWith(one.replace(/^[./]+/, "")))
        ),
      ];
    }));
    const cycles: string[] = [];
    function visit(path: string, trail: readonly string[]): void {
      if (trail.includes(path)) return void cycles.push([...trail, path].join(" → "));
      for (const next of runtimeImports.get(path) ?? []) visit(next, [...trail, path]);
    }
    for (const path of hook) visit(path, []);
    expect(cycles).toEqual([]);
  });
});

describe("the entry", () => {
  const entry = "supabase/functions/send-sms/index.ts";

  test("imports the composition, what its runtime is made of, and no port, adapter or package", () => {
    const made = ["config-variables", "fetch-once", "log/batched-lines", "shared-timeouts"].map((name) =>
      `src/hook/${name}.ts`
    );
    expect(localImportsOf(entry)).toContain("src/hook/compose.ts");
    expect(localImportsOf(entry).filter((path) => path !== "src/hook/compose.ts" && !made.includes(path)))
      .toEqual([]);
    expect(packagesOf(entry)).toEqual([]);
  });

  test("is the one place that reads the environment, once", () => {
    expect(readText(entry).match(/Deno\.env/g)).toHaveLength(1);
  });
});
