import { writeSync } from "node:fs";
import type { CommandIo } from "../operator/doctor/run.ts";
import { terminalLanguage } from "../command-line/terminal-language.ts";

/** A command's own terminal. Written at once, because what is still on its way when a process ends is lost. */
export const commandIo: CommandIo = {
  env: process.env,
  write: (text) => writeAll(1, text),
  writeError: (text) => writeAll(2, text),
  languageOf: (chosen) => terminalLanguage(process.env, chosen),
};

/** A pipe takes what it has room for; its reader makes more. */
function writeAll(descriptor: number, text: string): void {
  let left: Uint8Array = Buffer.from(text);
  while (left.length > 0) {
    try {
      left = left.subarray(writeSync(descriptor, left));
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    }
  }
}
