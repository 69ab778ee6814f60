import { PACKAGE } from "../name.ts";

const RUN = `npx ${PACKAGE}`;

/** What an npm script of this repository is called in the package, where the names differ. */
const RENAMED: Readonly<Record<string, string>> = {
  "emulator:aliyun": "emulator-aliyun",
  "emulator:auth": "emulator-auth",
  "ledger:migrate": "ledger-migrate",
  "ledger:forget": "ledger-forget",
};

/**
 * A source of a command as it is published: whoever installed the package has none of this repository's scripts, and
 * every help, remedy and error names the command that runs there.
 * @param names of the commands that the package has
 */
export function publishedWords(source: string, names: readonly string[]): string {
  return source
    .replaceAll(/npm run ([a-z:-]+)( --(?= |`|$))?/gm, (script, name: string) => {
      const published = RENAMED[name] ?? name;
      return names.includes(published) ? `${RUN} ${published}` : script;
    })
    .replaceAll(/npm start( --(?= |`|$))?/gm, `${RUN} local-world`)
    // The pointer of every command to its own help (src/command-line/usage-error.ts).
    .replaceAll("${command} -- --help", "${command} --help")
    .replaceAll("${NAME} -- [", "${NAME} [")
    .replaceAll(`${RUN} receipts [-- --`, `${RUN} receipts [--`)
    .replaceAll("node index.mjs [", `${RUN} hook [`)
    .replaceAll("src/emulator/gotrue/README.md", "dist/package/src/emulator/gotrue/README.md");
}

/** Declarations keep the `.ts` of the sources, which not every compiler that reads them allows. */
export const withJsSpecifiers = (declarations: string): string =>
  declarations.replaceAll(/((?:from|import\() ?"\.[^"]*)\.ts"/g, '$1.js"');
