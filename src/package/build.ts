import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../command-line/run-command.ts";
import { usageError } from "../command-line/usage-error.ts";
import { readBuild, readBuilds } from "./read-builds.ts";

const NAME = "npm run build";
const FLAGS = {
  target: { type: "string" },
  out: { type: "string" },
  "with-postgres": { type: "boolean" },
  "with-pop-core": { type: "boolean" },
} as const;

const builds = readBuilds();
const targets = [...new Map(builds.map((build) => [build.target, build])).values()];
const places = (language: "en" | "zh") =>
  targets.map(({ target, folder, file, ...about }) =>
    `      ${target.padEnd(17)} ${join("dist", folder, file).padEnd(26)} ${about[language]}\n`
  ).join("");

const HELP = {
  en: `${NAME} -- [--target <target>] [--out <folder>] [--with-postgres] [--with-pop-core]

  Writes the function as one file, in the form that a place to run takes.

  --target <target>  for which place (default: send-sms)
${places("en")}  --out <folder>     where it is written
  --with-postgres    with the driver of the Postgres ledger, for SMS_LEDGER=postgres; node and function-compute have it
                     anyway
  --with-pop-core    with @alicloud/pop-core, for ALIYUN_TRANSPORT=pop-core`,
  zh: `${NAME} -- [--target <目标>] [--out <目录>] [--with-postgres] [--with-pop-core]

  输出打包成一个文件的函数，供各运行环境使用。

  --target <目标>    用于哪种运行环境（默认 send-sms）
${places("zh")}  --out <目录>       输出目录
  --with-postgres    打包 Postgres 账本的驱动，供 SMS_LEDGER=postgres 使用；node 和 function-compute 已自带
  --with-pop-core    打包 @alicloud/pop-core，供 ALIYUN_TRANSPORT=pop-core 使用`,
};

// As `npm run build` of the repository, which bundles; here each file is there already, and is written where it is wanted.
await runCommand({ name: NAME, flags: FLAGS, help: HELP }, ({ flags }) => {
  const { target = "send-sms", out } = flags;
  const ofTarget = builds.filter((build) => build.target === target);
  const [first] = ofTarget;
  if (!first) {
    const names = targets.map((one) => one.target);
    throw usageError(
      NAME,
      `There is no target "${target}"; there are: ${names.join(", ")}`,
      `没有名为“${target}”的目标，可选：${names.join("、")}`,
    );
  }
  const asked = (flag: "with-postgres" | "with-pop-core") => flags[flag] ?? false;
  // What a target has in any case need not be asked for.
  const build = ofTarget.find(({ withPostgres, withPopCore, postgresAnyway }) =>
    (withPostgres === asked("with-postgres") || postgresAnyway) && withPopCore === asked("with-pop-core")
  );
  if (!build) {
    throw usageError(
      NAME,
      `Cannot build ${target} with these: it runs where neither can be had`,
      `目标 ${target} 的运行环境不支持这些选项`,
    );
  }
  const folder = out ?? join("dist", build.folder);
  const file = join(folder, build.file);
  const made = readBuild(build);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, made);
  process.stdout.write(`${file}  ${(made.byteLength / 1000).toFixed(1)} kB\n`);
});
