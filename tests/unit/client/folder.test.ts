import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL("../../../src/client/", import.meta.url);
const sources = readdirSync(folder).filter((name) => name.endsWith(".ts")).map((name) => ({
  name,
  text: readFileSync(new URL(name, folder), "utf8"),
}));

test.each(sources)(
  "$name can be copied with its folder: it imports nothing but that and types of supabase-js",
  (file) => {
    for (const [statement, from] of file.text.matchAll(/^(?:import|export)[^;]*? from "([^"]+)";/gm)) {
      const own = /^\.\/[a-z-]+\.ts$/.test(from ?? "");
      const types = from === "@supabase/supabase-js" && statement.startsWith("import type");
      expect(own || types, statement).toBe(true);
    }
  },
);

test.each(sources)("$name takes clock, storage and timers from outside", ({ text }) => {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  expect(code).not.toMatch(
    /Date\.now|new Date|localStorage|setInterval|setTimeout|\bwindow\b|\bdocument\b|console\./,
  );
});
