import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tsc } from "../support/docs/typecheck.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SOURCE = join(ROOT, "src/client");
const work = mkdtempSync(join(tmpdir(), "client-copied-"));
const built = join(work, "built");

beforeAll(async () => {
  expect(await tsc(SOURCE, "--outDir", built)).toEqual([]);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const CLIENT = "./client";
const APP = `import { createClient } from "@supabase/supabase-js";
import { createPhoneAuth, explainSmsError, plan852, plan86 } from "${CLIENT}";

const phoneAuth = createPhoneAuth(createClient("https://example.supabase.co", "key"), {
  countryCode: "86",
  countries: [plan86, plan852],
});

export async function send(phone: string): Promise<string> {
  const sent = await phoneAuth.requestCode({ phone });
  return sent.ok ? sent.phone : explainSmsError(sent.problem.cause, "zh").text;
}
`;

/** An app with the framework's own options, the client copied beside its code, and a supabase-js. */
async function errorsOf(framework: string, client: string, app = APP, library = "@supabase/supabase-js") {
  const folder = mkdtempSync(join(work, `${framework}-`));
  cpSync(join(ROOT, "tests/fixtures/app-tsconfigs", framework), folder, { recursive: true });
  mkdirSync(join(folder, "src"));
  cpSync(client, join(folder, "src/client"), {
    recursive: true,
    filter: (path) => !path.endsWith("tsconfig.json"),
  });
  writeFileSync(join(folder, "src/app.ts"), app);
  mkdirSync(join(folder, "node_modules/@supabase"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules", library), join(folder, "node_modules/@supabase/supabase-js"));
  symlinkSync(join(ROOT, "node_modules/vite"), join(folder, "node_modules/vite"));
  return await tsc(folder);
}

describe.each(["next", "vite", "expo", "nuxt"])(
  "the built client, copied into a new app of %s",
  (framework) => {
    test("compiles with the options that the app comes with", async () => {
      expect(await errorsOf(framework, built)).toEqual([]);
    });

    test("brings its types: a wrong call is an error", async () => {
      const wrong = APP.replace("{ phone }", "{ number: phone }");
      expect(await errorsOf(framework, built, wrong)).toEqual([expect.stringContaining("number")]);
    });

    test("compiles with the oldest supabase-js that it names", async () => {
      expect(await errorsOf(framework, built, APP, "supabase-js-oldest")).toEqual([]);
    });
  },
);

test("its source is for apps that allow .ts in imports, which a new app of Next.js does not", async () => {
  expect(await errorsOf("next", SOURCE)).toContainEqual(expect.stringContaining("TS5097"));
  expect(await errorsOf("vite", SOURCE)).toEqual([]);
});

test("the built JavaScript runs as it is", async () => {
  writeFileSync(join(built, "package.json"), `{ "type": "module" }`);
  const client = await import(pathToFileURL(join(built, "index.js")).href);
  expect(client.normalizePhone("138 0013 8000", "86")).toEqual({ ok: true, phone: "+8613800138000" });
});
