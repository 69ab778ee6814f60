import { kindsOf } from "./kind.ts";

const kind = kindsOf({
  en: "docs/doctor.md#the-file-with-the-variables",
  zh: "docs/doctor.zh-CN.md#变量文件",
});

export const envFileKinds = {
  nothing_set: kind("error", {
    en: "There is no {subject} in this folder, and the environment has none of the function's variables",
    zh: "当前目录没有 {subject}，环境变量中也没有函数的任何变量",
  }, {
    en: "Go to the folder that has {subject}, name the file with --env-file, or make one with npm run setup",
    zh: "请到 {subject} 所在的目录运行，或用 --env-file 指定文件，或用 npm run setup 生成",
  }),
  env_file_missing: kind("error", {
    en: "{subject} cannot be read ({cause}), so nothing is known of the function's variables",
    zh: "无法读取 {subject}（{cause}），因此无法得知函数的变量",
  }, {
    en: "Name the file with --env-file, or make one with npm run setup",
    zh: "用 --env-file 指定文件，或用 npm run setup 生成",
  }),
  env_file_not_utf8: kind("error", {
    en:
      "{subject} is not UTF-8 ({seen}): a signature in Chinese arrives as other characters, or nothing is read at all",
    zh: "{subject} 不是 UTF-8 编码（{seen}）：中文签名会变成乱码，甚至整个文件都读不出来",
  }, {
    en: "Save the file as UTF-8, without a byte order mark",
    zh: "将文件另存为 UTF-8（不带 BOM）",
  }),
  env_file_bom: kind("error", {
    en:
      "The file begins with a byte order mark, which most tools take for a part of the first name: {subject} is then not set",
    zh: "文件以字节顺序标记（BOM）开头，多数工具会把它当作第一个变量名的一部分：{subject} 因此等于未设置",
  }, {
    en: "Save the file as UTF-8 without a byte order mark (in Notepad: UTF-8, not UTF-8 with BOM)",
    zh: "将文件另存为不带 BOM 的 UTF-8（记事本中选“UTF-8”，而非“带有 BOM 的 UTF-8”）",
  }),
  env_file_line_unread: kind("error", {
    en:
      "Line {line} is no NAME=value ({seen}): tools skip it, refuse the file, or read the next line wrongly",
    zh: "第 {line} 行不是 NAME=value 的形式（{seen}）：工具会跳过它、拒绝整个文件，或读错下一行",
  }, {
    en: "Write the line as {subject}=value, with an ASCII equals sign",
    zh: "将该行写成 {subject}=value，等号使用半角",
  }),
  env_file_name_spaced: kind("warn", {
    en:
      "There are blanks around the = of {subject}: a shell runs the name as a command, and docker run --env-file refuses it",
    zh: "{subject} 的等号两侧有空格：shell 会把变量名当作命令执行，docker run --env-file 会拒绝该文件",
  }, {
    en: "Write {subject}=value without blanks around the =",
    zh: "写成 {subject}=value，等号两侧不留空格",
  }),
  env_file_twice: kind("warn", {
    en: "{subject} stands there twice with different values: which one counts differs from tool to tool",
    zh: "{subject} 出现了两次且取值不同：哪个生效因工具而异",
  }, {
    en: "Remove the line that is out of date",
    zh: "删除过期的那一行",
  }),
  env_file_crlf: kind("warn", {
    en:
      "Lines of {subject} end with CR LF: this function drops the CR, while Auth and a shell that read the same file keep it " +
      "as part of each value",
    zh: "{subject} 的行尾是 CRLF：本函数会去掉 CR，但读取同一文件的 Auth 和 shell 会把它当作值的一部分",
  }, {
    en: "Save the file with line ends of Unix (LF); sed -i 's/\\r$//' does it",
    zh: "将行尾保存为 Unix 格式（LF），例如执行 sed -i 's/\\r$//'",
  }),
  env_file_hash: kind("warn", {
    en:
      "The value of {subject} has a # outside single quotes: most tools cut it off there as a comment, docker run --env-file " +
      "keeps all of it",
    zh: "{subject} 的值在单引号之外含有 #：多数工具会把 # 之后当作注释截掉，docker run --env-file 则全部保留",
  }, {
    en: "Put a comment on a line of its own; where # belongs to the value, put the value in single quotes",
    zh: "注释单独写一行；如果 # 属于值本身，请用英文单引号括起来",
  }),
  env_file_dollar: kind("warn", {
    en:
      "The value of {subject} has a $ outside single quotes: docker compose, the Supabase CLI and a shell put a variable in its place",
    zh: "{subject} 的值在单引号之外含有 $：docker compose、Supabase CLI 和 shell 会把它替换成变量",
  }, {
    en: "Put the value in single quotes",
    zh: "用英文单引号把值括起来",
  }),
  env_file_pipe: kind("warn", {
    en:
      "The value of {subject} has a | outside quotes: a shell that sources the file runs the second secret as a command and " +
      "prints it",
    zh: "{subject} 的值在引号之外含有 |：用 shell source 该文件时，会把第二个密钥当作命令执行并打印出来",
  }, {
    en: "Put the value in single quotes",
    zh: "用英文单引号把值括起来",
  }),
  env_file_open_to_others: kind("warn", {
    en:
      "{subject} may be read by other users of this machine (mode {mode}), and it holds keys that cost money",
    zh: "本机其他用户可以读取 {subject}（权限 {mode}），而其中的密钥可产生费用",
  }, {
    en: "chmod 600 {subject}",
    zh: "chmod 600 {subject}",
  }),
  environment_goes_first: kind("warn", {
    en:
      "{subject} has another value in the environment of this command, which goes before the file, as with every command",
    zh: "本命令的环境变量中 {subject} 的值与文件不同，且优先于文件（所有命令均如此）",
  }, {
    en:
      "Where the function has the file's value, run this again without it: env -u {subject} npm run doctor -- …",
    zh: "若函数使用的是文件中的值，请去掉后重新运行：env -u {subject} npm run doctor -- …",
  }),
  environment_adds: kind("info", {
    en: "In the environment of this command alone, and not in the file: {subject}",
    zh: "仅来自本命令的环境变量，文件中没有：{subject}",
  }, {
    en: "Nothing to do, if the function has it too",
    zh: "若函数同样设置了，则无需处理",
  }),
} as const;
