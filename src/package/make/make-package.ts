import { cpSync, rmSync, writeFileSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { licencesOf } from "../../cli/bundle-licences.ts";
import { COMMANDS } from "../commands.ts";
import { emitSources } from "./emit-sources.ts";
import { makeAuthClient } from "./make-auth-client.ts";
import { makeBuilds } from "./make-builds.ts";
import { makeConsolePage, makeDemoPage } from "./make-pages.ts";
import { publishedWords } from "./published-words.ts";

// `npm run build:package`, and what `npm pack` runs first: everything that package.json publishes, into dist/package.
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const OUT = join(ROOT, "dist/package");
/** What the compiled files read, or name to people, beside them. */
const READ = ["src/emulator/inbox/page", "src/emulator/gotrue/README.md", "supabase/migrations"];
/** The numbers' plans are data of this package, without a file of it. */
const DATA = ["node_modules/libphonenumber-js/package.json"];
const NOTE =
  `This package, and what is bundled into its pages and its auth client; the files of shipped/builds end with their
own. The numbering plans are data of Google's libphonenumber (Apache-2.0, https://www.apache.org/licenses/LICENSE-2.0).`;

const commands = Object.keys(COMMANDS);
const ENTRIES = ["package/hook", "client/index", "emulator/aliyun/index", "emulator/gotrue/index"];

rmSync(OUT, { recursive: true, force: true });
emitSources({ root: ROOT, out: OUT, commands, entries: ENTRIES.map((entry) => `src/${entry}.d.ts`) });
for (const path of READ) cpSync(join(ROOT, path), join(OUT, path), { recursive: true });
await makeBuilds(join(OUT, "shipped/builds"), (text) => publishedWords(text, commands));
const inputs = [
  ...await makeAuthClient(ROOT, OUT),
  ...await makeConsolePage(join(OUT, "shipped/console")),
  ...await makeDemoPage(join(OUT, "shipped/demo"), join(ROOT, "src/demo/web")),
  ...DATA,
];
const paths = inputs.map((path) => relative(ROOT, isAbsolute(path) ? path : resolve(ROOT, path)));
writeFileSync(
  join(OUT, "THIRD-PARTY-LICENSES.txt"),
  `${NOTE}\n\n${licencesOf(paths, ROOT).replace(/^\/\*!\n/, "").replace(/\n\*\/\n$/, "\n")}`,
);
