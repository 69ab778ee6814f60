import { once } from "node:events";
import { createServer } from "node:http";

export interface ReceiptsListener {
  url: string;
  /** The bodies of all pushes, in the order of their arrival. */
  bodies: unknown[];
  /** The content types and methods beside them. */
  heads: { type: string | undefined; method: string | undefined }[];
  /** What it answers, one for each push; the last one for all that come later. Nothing at all where it is null. */
  answers: ({ status: number; body: string } | null)[];
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

export const TAKEN = { status: 200, body: '{"code":0,"msg":"接收成功"}' };

/** Where pushes go, in place of the function. */
export async function startReceiptsListener(): Promise<ReceiptsListener> {
  const bodies: unknown[] = [];
  const heads: ReceiptsListener["heads"] = [];
  const listener = { bodies, heads, answers: [TAKEN] as ReceiptsListener["answers"] };
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    bodies.push(JSON.parse(text));
    heads.push({ type: request.headers["content-type"], method: request.method });
    const answer = listener.answers.length > 1 ? listener.answers.shift() : listener.answers[0];
    if (answer) response.writeHead(answer.status).end(answer.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return Object.assign(listener, {
    url: `http://127.0.0.1:${port}/send-sms/receipts/token`,
    async until(count: number) {
      for (const end = performance.now() + 5_000; bodies.length < count;) {
        if (performance.now() > end) {
          throw new Error(`Cannot wait longer: ${bodies.length} of ${count} pushes`);
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
}
