import { createServer, type Server } from "node:net";
import type { Ports } from "./defaults.ts";

interface Refused {
  readonly name: string;
  readonly port: number;
  readonly error: NodeJS.ErrnoException;
}

/**
 * Holds all of them for a moment, so that two equal ones are found as well.
 * @throws {Error} If any is taken; the text names each, and the flag that changes it.
 */
export async function assertPortsFree(ports: Partial<Ports>): Promise<void> {
  const held: Server[] = [];
  const refused: Refused[] = [];
  for (const [name, port] of Object.entries(ports)) {
    // One after the other: of two equal ones the second is to be named.
    await hold(port).then((server) => held.push(server), (error) => refused.push({ name, port, error }));
  }
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  if (refused.length > 0) throw await refusal(refused, Object.values(ports));
}

function hold(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

async function refusal(refused: readonly Refused[], asked: readonly number[]): Promise<Error> {
  const states = refused.map(({ name, port, error }) =>
    error.code === "EADDRINUSE"
      ? { en: `port ${port} (${name}) is taken`, zh: `端口 ${port}（${name}）已被占用` }
      : { en: `port ${port} (${name}): ${error.message}`, zh: `端口 ${port}（${name}）：${error.message}` }
  );
  const taken = new Set(asked);
  const flags: string[] = [];
  for (const { name, port } of refused) flags.push(`--${name}-port ${await freeBeside(port, taken)}`);
  const command = `npm start -- ${flags.join(" ")}`;
  return new Error(
    `Cannot start: ${states.map(({ en }) => en).join(", ")}; this would be free: ${command}\n` +
      `无法启动：${states.map(({ zh }) => zh).join("，")}；可以改用空闲端口：${command}`,
    { cause: refused[0]?.error },
  );
}

/** The next that is free, and that nobody else was told. */
async function freeBeside(port: number, taken: Set<number>): Promise<number> {
  const step = port < 60_000 ? 1 : -1;
  for (let next = Math.max(port, 1024) + step;; next += step) {
    const server = taken.has(next) ? undefined : await hold(next).catch(() => undefined);
    if (!server) continue;
    await new Promise((resolve) => server.close(resolve));
    taken.add(next);
    return next;
  }
}
