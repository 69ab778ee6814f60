import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * A port that was free a moment ago. From below the range that systems take for outgoing connections (Linux: from
 * 32768): such a connection of another test could have it before it is used.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(11_000, 32_000);
    if (await isFree(port)) return port;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
