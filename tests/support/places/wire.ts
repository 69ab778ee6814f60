import { connect, createServer, type Socket } from "node:net";

/** A network between the function and somebody else, whose connections a test can break. */
export interface Wire {
  port: number;
  /** How many connections stand. */
  standing(): number;
  /** The other side hangs up. */
  hangUp(): void;
  /** What stands goes dead, and neither side hears of it. */
  goDead(): void;
  close(): void;
}

export async function createWire(to: number): Promise<Wire> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const dead: Socket[] = [];

  const server = createServer((near) => {
    const far = connect(to, "127.0.0.1");
    const pair = [near, far] as const;
    pairs.add(pair);
    near.pipe(far).pipe(near);
    for (const socket of pair) {
      socket.on("error", () => {}).on("close", () => {
        pairs.delete(pair);
        for (const other of pair) if (!dead.includes(other)) other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();

  return {
    port: typeof address === "object" && address ? address.port : 0,
    standing: () => pairs.size,
    hangUp() {
      for (const pair of pairs) pair.forEach((socket) => socket.destroy());
    },
    goDead() {
      for (const [near, far] of pairs) {
        near.unpipe();
        far.unpipe();
        // Kept open towards the function, which may write and hears nothing.
        dead.push(near);
        near.resume();
        far.destroy();
      }
      pairs.clear();
    },
    close() {
      for (const pair of pairs) pair.forEach((socket) => socket.destroy());
      for (const socket of dead) socket.destroy();
      server.close();
    },
  };
}
