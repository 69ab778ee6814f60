import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";

export interface HookCall {
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: string;
}

/** How a hook answers its nth call. */
export type HookAnswer = (call: number, request: IncomingMessage, response: ServerResponse) => void;

export interface HookStub {
  readonly uri: string;
  readonly calls: HookCall[];
  /** Sets the next answers and forgets the calls so far. */
  answerWith(answer: HookAnswer): void;
  lastCode(): string;
  close(): Promise<void>;
}

export const accept: HookAnswer = (_call, _request, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": 2 }).end("{}");
};

const payload = z.object({ sms: z.object({ otp: z.string() }) });

/** A Send SMS hook that keeps every request and answers as told. */
export async function startHookStub(): Promise<HookStub> {
  const calls: HookCall[] = [];
  let answer = accept;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("error", () => {});
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      calls.push({ headers: { ...request.headers }, body: Buffer.concat(chunks).toString() });
      answer(calls.length, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    uri: `http://127.0.0.1:${port}/send-sms`,
    calls,
    answerWith(next) {
      answer = next;
      calls.length = 0;
    },
    lastCode: () => payload.parse(JSON.parse(calls.at(-1)?.body ?? "{}")).sms.otp,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
