import type { ServerType } from "@hono/node-server";

/** Starts a server on the loopback interface; rejects in words when the port is taken. */
export async function listen(
  server: ServerType,
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "it is in use" : error.message;
      reject(new Error(`Cannot listen on 127.0.0.1:${port}: ${reason}`));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("Cannot listen: the server has no port");
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Browsers and test clients keep idle connections open.
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
