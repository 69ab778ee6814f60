import { rename, rm, writeFile } from "node:fs/promises";

/** @returns `there` where the file exists and may not be replaced; nothing is written then */
export async function writeEnv(file: string, text: string, replace: boolean): Promise<"written" | "there"> {
  if (!replace) return await create(file, text);
  // A file that is written over keeps the rights that it had, so another one takes its place.
  const fresh = `${file}.new`;
  await rm(fresh, { force: true });
  await writeFile(fresh, text, { mode: 0o600, flag: "wx" });
  await rename(fresh, file);
  return "written";
}

async function create(file: string, text: string): Promise<"written" | "there"> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: "wx" });
    return "written";
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return "there";
    throw error;
  }
}
