import { createServer, type Server } from "node:net";

const BODY =
  '{"Message":"OK","RequestId":"F655A8D5-B967-440B-8683-DAD6FF8DE990","Code":"OK","BizId":"900619746936498440^0"}';
const ANSWER = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json;charset=utf-8\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`,
);
const HEAD_END = Buffer.from("\r\n\r\n");

/** A provider that takes no time: counts complete requests and accepts each. */
export async function startSink(): Promise<{ url: string; count: () => number; server: Server }> {
  let count = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    let pending = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      pending = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk;
      for (;;) {
        const head = pending.indexOf(HEAD_END);
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(pending.toString("latin1", 0, head))?.[1] ?? 0);
        if (pending.length < head + 4 + length) return;
        pending = pending.subarray(head + 4 + length);
        count++;
        socket.write(ANSWER);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("Cannot start the sink: it has no port");
  }
  return { url: `http://127.0.0.1:${address.port}`, count: () => count, server };
}
