/** @param limits the text of Linux' `/proc/self/limits` @returns how many descriptors this process may have open */
export function openFilesOf(limits: string): number | undefined {
  const [, soft] = /^Max open files\s+(\d+)\s/m.exec(limits) ?? [];
  return soft === undefined ? undefined : Number(soft);
}
