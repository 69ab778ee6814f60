import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** What a careless upload would show. */
export const DECOY = "decoy-that-must-never-be-uploaded";

export interface TempFolder {
  path: string;
  remove(): void;
}

export function tempFolder(): TempFolder {
  const path = mkdtempSync(join(tmpdir(), "send-sms-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The sources as a user has them who filled in `.env`: a copy, because the CLI writes into its project. */
export function copyProject(folder: string): void {
  for (const part of ["package.json", "deno.json", "src", "supabase", "tests/support"]) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
  for (const path of [".env", "src/hook/.env", "supabase/functions/send-sms/.env"]) {
    writeFileSync(join(folder, path), `ALIBABA_CLOUD_ACCESS_KEY_SECRET=${DECOY}\n`);
  }
}

export function writeTree(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    if (isAbsolute(path) || path.split("/").includes("..")) {
      throw new Error(`Cannot write the received tree: ${path} leaves it`);
    }
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
