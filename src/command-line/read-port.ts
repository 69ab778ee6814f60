/**
 * @param name how a person gave it: `PORT=`, `--page-port `
 * @throws {Error} If it is no port; the text is for people, in both languages
 */
export function readPort(name: string, given: string, least: 0 | 1 = 0): number {
  const port = Number(given);
  if (/^\d{1,5}$/.test(given) && port >= least && port <= 65_535) return port;
  throw new Error(
    `Cannot use ${name}${given}: a port is a number from ${least} to 65535\n` +
      `${name}${given} 无效：端口应为 ${least} 到 65535 之间的数字`,
  );
}
