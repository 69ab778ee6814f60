import { describe, expect, test } from "vitest";
import { filesUnder, localImportsOf } from "../support/hook/sources.ts";

const sources = filesUnder("src", ".ts");
/** `src/demo` of `src/demo/web/app.ts`. */
const wingOf = (path: string): string => path.split("/").slice(0, 2).join("/");

/** What each wing may import outside itself. `local-world` starts everything; `package` alone stands above it. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "src/hook": [],
  "src/client": [],
  "src/command-line": [],
  // One that used the hook's signer or reader would prove nothing.
  "src/emulator": ["src/command-line"],
  "src/serve": ["src/hook"],
  "src/demo": ["src/client", "src/command-line"],
  // What the operator's commands say of a set-up comes from the hook's own reader, signer and table of codes.
  "src/operator": ["src/hook", "src/serve", "src/command-line"],
  // Commands on the ledger hash and connect as the hook does, for they ask the same rows.
  "src/cli": ["src/hook", "src/serve", "src/operator", "src/command-line"],
  // Plays any traffic through the hook on a database of its own.
  "src/pump-simulation": ["src/hook", "src/cli", "src/local-world", "src/command-line"],
  // Another command on the ledger, with a page; it explains a refusal in the hook's own words.
  "src/console": ["src/hook", "src/client", "src/serve", "src/cli", "src/command-line"],
  "src/local-world": [
    "src/hook",
    "src/client",
    "src/emulator",
    "src/serve",
    "src/demo",
    "src/cli",
    "src/console",
    "src/command-line",
  ],
  // What npm publishes: the commands of all others by name, and what may be imported.
  "src/package": [
    "src/hook",
    "src/emulator",
    "src/serve",
    "src/demo",
    "src/operator",
    "src/cli",
    "src/console",
    "src/local-world",
    "src/command-line",
  ],
};
/** Single imports outside the rule, each with its reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "src/console/page/dom.ts → src/demo/web/dom.ts": "both pages make their elements in one way",
};

const crossings = sources.flatMap((from) =>
  localImportsOf(from).filter((to) => wingOf(to) !== wingOf(from)).map((to) => ({ from, to }))
);
const name = ({ from, to }: { from: string; to: string }) => `${from} → ${to}`;
const unexcused = crossings.filter((crossing) => !(name(crossing) in EXCEPTIONS));

describe("the wings of src", () => {
  test("are all read, and every wing has its rule", () => {
    expect(sources.length).toBeGreaterThan(200);
    expect([...new Set(sources.map(wingOf))].sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  test.each(Object.entries(ALLOWED))("%s imports from outside only %j, types too", (wing, allowed) => {
    const beyond = unexcused.filter(({ from, to }) => wingOf(from) === wing && !allowed.includes(wingOf(to)));
    expect(beyond.map(name)).toEqual([]);
  });

  test("every exception is still needed", () => {
    expect(Object.keys(EXCEPTIONS).filter((key) => !crossings.map(name).includes(key))).toEqual([]);
  });

  test("the console's page, which a browser runs, takes nothing from a command", () => {
    const page = sources.filter((path) => path.startsWith("src/console/page/"));
    expect(page.length).toBeGreaterThan(20);
    expect(page.filter((path) => localImportsOf(path).some((to) => to.startsWith("src/cli/")))).toEqual([]);
  });

  test("the Auth emulator's model knows no world", () => {
    const model = sources.filter((path) => path.startsWith("src/emulator/gotrue/model/"));
    expect(model.length).toBeGreaterThan(5);
    expect(model.filter((path) => localImportsOf(path).includes("src/emulator/gotrue/world.ts"))).toEqual([]);
  });

  test("the doctor's own logic knows no terminal and no process", () => {
    const logic = sources.filter((path) =>
      path.startsWith("src/operator/doctor/") && !path.endsWith("/run.ts")
    );
    expect(logic.length).toBeGreaterThan(20);
    const hosts = ["src/operator/node-world.ts", "src/serve/connect-postgres.ts"];
    expect(logic.filter((path) => localImportsOf(path).some((to) => hosts.includes(to)))).toEqual([]);
  });

  test("no file reaches itself, types included", () => {
    const circles: string[] = [];
    const done = new Set<string>();
    function visit(path: string, trail: readonly string[]): void {
      const start = trail.indexOf(path);
      if (start >= 0) return void circles.push([...trail.slice(start), path].join(" → "));
      if (done.has(path)) return;
      for (const next of localImportsOf(path)) if (next.endsWith(".ts")) visit(next, [...trail, path]);
      done.add(path);
    }
    for (const path of sources) visit(path, []);
    expect(circles).toEqual([]);
  });
});
