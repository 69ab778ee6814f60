import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { isOwnBuild } from "../../src/cli/is-own-build.ts";
import { tempFolder } from "../support/packed/project.ts";
import { bundled } from "../support/programs/bundled.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const folder = tempFolder();
afterAll(() => folder.remove());

function build(...args: string[]) {
  const command = [bundled("src/cli/build.ts"), ...args];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: "utf8" });
  return { status, stderr };
}

test("a build goes over an older build of its own and over no other file, unless it is told to", () => {
  const out = join(folder.path, "function");
  const file = join(out, "index.js");
  const theirs = "export default () => new Response('mine');\n";
  mkdirSync(out);
  writeFileSync(file, theirs);

  const refused = build("--out", out);
  expect(refused).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("is no build of this project"),
  });
  expect(readFileSync(file, "utf8")).toBe(theirs);

  expect(build("--out", out, "--force")).toEqual({ status: 0, stderr: "" });
  expect(isOwnBuild(readFileSync(file))).toBe(true);
  writeFileSync(file, `// an older one\n${readFileSync(file, "utf8")}`);
  expect(build("--out", out)).toEqual({ status: 0, stderr: "" });
  expect(readFileSync(file, "utf8")).not.toContain("an older one");
});

test.each(["a file", "a file/below"])("a build into %s says that it needs a folder", (name) => {
  writeFileSync(join(folder.path, "a file"), "theirs");
  const { status, stderr } = build("--out", join(folder.path, name));
  expect({ status, stderr }).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("give a folder with --out"),
  });
  expect(stderr).not.toMatch(/EEXIST|ENOTDIR/);
  expect(readFileSync(join(folder.path, "a file"), "utf8")).toBe("theirs");
});

test("an archive of its own is known too", () => {
  const out = join(folder.path, "zip");
  expect(build("--target", "rds", "--out", out).status).toBe(0);
  expect(isOwnBuild(readFileSync(join(out, "rds.zip")))).toBe(true);
  expect(build("--target", "rds", "--out", out)).toEqual({ status: 0, stderr: "" });
  expect(isOwnBuild(Buffer.from("PK\u0003\u0004 no archive"))).toBe(false);
});
