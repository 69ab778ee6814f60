import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../src/command-line/run-command.ts";

// `npm run test:nodes`: the package's own test on other Nodes than this one, whose binaries come from npm.
const VERSIONS = ["20", "22", "24"];
const HELP = {
  en: `npm run test:nodes [-- <version> …]

  Packs, installs and runs the package on Node ${
    VERSIONS.join(", ")
  }, or on the versions that are named, each of them
  fetched from npm (about 100 MB unpacked) into a temporary folder.`,
  zh: `npm run test:nodes [-- <版本> …]

  在 Node ${
    VERSIONS.join("、")
  }（或指定的版本）上打包、安装并运行 npm 包；各版本从 npm 下载到临时目录，解压后约 100 MB。`,
};
/** What the packages of Node's binaries call this platform. */
const PLATFORM = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;

await runCommand({ name: "npm run test:nodes", flags: {}, words: 9, help: HELP }, ({ words }) => {
  const failed = (words.length > 0 ? words : VERSIONS).filter((version) => !passesOn(version));
  if (failed.length > 0) throw new Error(`Failed on Node / 未通过的 Node 版本：${failed.join(", ")}`);
});

function passesOn(version: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), "node-"));
  try {
    const name = `node-${PLATFORM}`;
    execFileSync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", `${name}@${version}`], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const node = join(
      folder,
      "node_modules",
      name,
      "bin",
      process.platform === "win32" ? "node.exe" : "node",
    );
    process.stdout.write(`Node ${execFileSync(node, ["--version"], { encoding: "utf8" })}`);
    const vitest = ["node_modules/vitest/vitest.mjs", "run", "tests/integration/package.test.ts"];
    const env = { ...process.env, TEST_NODE: node };
    return spawnSync(process.execPath, vitest, { stdio: "inherit", env }).status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
