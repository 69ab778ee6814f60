import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runSetupHere } from "../support/setup/run-command.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "setup-into-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const MIGRATION = "20260101000000_send_sms.sql";
const run = (args: string[]) =>
  runSetupHere(args, {
    bundle: () => Promise.resolve("// the function\n"),
    migrations() {
      const file = join(folder, MIGRATION);
      writeFileSync(file, "select 1;\n");
      return Promise.resolve([file]);
    },
  });

const project = () => join(folder, "my-app");
function makeProject(config: string): void {
  mkdirSync(join(project(), "supabase/functions/other"), { recursive: true });
  writeFileSync(join(project(), "supabase/config.toml"), config);
  writeFileSync(join(project(), "supabase/functions/other/index.ts"), "// other\n");
}
const snapshot = () =>
  Object.fromEntries(
    readdirSync(project(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(project(), path), readFileSync(path, "utf8")]),
  );
const CONFIG = `project_id = "mine"\n\n[functions.other]\nverify_jwt = true`;

test("adds one file, a section and the migration, and touches nothing else; twice is once", async () => {
  makeProject(CONFIG);
  const before = snapshot();
  expect((await run(["--yes", "--into", project()])).code).toBe(0);
  const after = snapshot();
  expect(Object.keys(after).sort()).toEqual([
    "supabase/config.toml",
    "supabase/functions/other/index.ts",
    "supabase/functions/send-sms/index.js",
    `supabase/migrations/${MIGRATION}`,
  ]);
  expect(after["supabase/functions/other/index.ts"]).toBe(before["supabase/functions/other/index.ts"]);
  expect(after["supabase/config.toml"]).toMatch(
    /^project_id = "mine"\n\n\[functions\.other\]\nverify_jwt = true\n\n\[functions\.send-sms\]\nenabled = true\n# .*\nverify_jwt = false\nentrypoint = "\.\/functions\/send-sms\/index\.js"\n$/,
  );
  expect(await run(["--yes", "--into", project()])).toMatchObject({
    code: 0,
    out: expect.stringContaining("there already"),
  });
  expect(snapshot()).toEqual(after);
});

test("keeps a section and a function that are there, and says so", async () => {
  makeProject(`${CONFIG}\n[functions."send-sms"]\nverify_jwt = false\n`);
  mkdirSync(join(project(), "supabase/functions/send-sms"));
  writeFileSync(join(project(), "supabase/functions/send-sms/index.js"), "// mine\n");
  const before = snapshot();
  const { out } = await run(["--yes", "--into", project()]);
  expect(out).toContain("[functions.send-sms] is kept");
  expect(out).toContain("kept as it is, although it differs");
  expect(snapshot()).toEqual({ ...before, [`supabase/migrations/${MIGRATION}`]: "select 1;\n" });
  await run(["--yes", "--force", "--into", project()]);
  expect(snapshot()["supabase/functions/send-sms/index.js"]).toBe("// the function\n");
});

test("refuses a folder that is no Supabase repository, and writes nothing there", async () => {
  mkdirSync(project());
  expect(await run(["--yes", "--into", project()])).toMatchObject({
    code: 1,
    out: expect.stringContaining("supabase init"),
  });
  expect(snapshot()).toEqual({});
});
