#!/usr/bin/env node
import process from "node:process";
import { terminalLanguage } from "../command-line/terminal-language.ts";
import { RELEASE } from "../hook/runtime/release.ts";
import { COMMANDS } from "./commands.ts";
import { helpIn, unknownIn } from "./texts.ts";

// `npx supabase-aliyun-sms-hook <command>`: finds the command and hands it the rest of the line.
const [, , name] = process.argv;
const language = terminalLanguage(process.env);
const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;

if (command) {
  // It reads its line as a program of its own does.
  process.argv.splice(2, 1);
  await command.load();
} else if (name === "--version" || name === "-v") process.stdout.write(`${RELEASE.version}\n`);
else if (name === undefined || name === "--help" || name === "-h" || name === "help") {
  process.stdout.write(helpIn(language));
} else {
  process.stderr.write(unknownIn(language, name));
  process.exitCode = 2;
}
