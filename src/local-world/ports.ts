import { createServer, type Server } from "node:net";
import type { Ports } from "./defaults.ts";

/**
 * Holds all of them for a moment, so that two equal ones are found as well.
 * @throws {Error} If one is taken; the text names it and the flag that changes it.
 */
export async function assertPortsFree(ports: Partial<Ports>): Promise<void> {
  const held: Server[] = [];
  try {
    for (const [name, port] of Object.entries(ports)) held.push(await hold(name, port));
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

function hold(name: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      const [state, stateInChinese] = error.code === "EADDRINUSE"
        ? ["is taken", "已被占用"]
        : [error.message, error.message];
      const another = port < 65_535 ? port + 1 : port - 1;
      reject(
        new Error(
          `Cannot start: port ${port} ${state}; choose another with --${name}-port, such as: ` +
            `npm start -- --${name}-port ${another}\n` +
            `无法启动：端口 ${port} ${stateInChinese}，请用 --${name}-port 指定其他端口，例如：` +
            `npm start -- --${name}-port ${another}`,
          { cause: error },
        ),
      );
    });
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
