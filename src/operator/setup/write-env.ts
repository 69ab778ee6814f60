import { chmod, writeFile } from "node:fs/promises";

/** @returns `there` where the file exists and may not be replaced; nothing is written then */
export async function writeEnv(file: string, text: string, replace: boolean): Promise<"written" | "there"> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: replace ? "w" : "wx" });
  } catch (error) {
    if (!replace && error instanceof Error && "code" in error && error.code === "EEXIST") return "there";
    throw error;
  }
  // A file that was there keeps the rights that it had.
  await chmod(file, 0o600);
  return "written";
}
