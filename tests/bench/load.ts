import { connect, type Socket } from "node:net";
import { signedRequest } from "./requests.ts";

export interface LoadResult {
  /** Those that were answered with a success. */
  requests: number;
  /** Those that the function refused, in no figure but this. */
  refused: number;
  seconds: number;
  /** Sorted, in ms. */
  latencies: Float64Array;
}

/** Keeps `connections` busy until `requests` are answered; more refusals than `mayRefuse`, a share, end the run. */
export async function load(
  port: number,
  connections: number,
  requests: number,
  mayRefuse = 0,
): Promise<LoadResult> {
  const latencies = new Float64Array(requests);
  let started = 0;
  let done = 0;
  let refused = 0;
  const from = performance.now();

  async function worker(): Promise<void> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    while (started < requests) {
      started++;
      // Made before the clock starts: signing is the load's work, not the function's.
      const request = signedRequest(port);
      const at = performance.now();
      const answer = await exchange(socket, request);
      if (answer.success) latencies[done++] = performance.now() - at;
      else if (++refused > mayRefuse * requests) throw new Error(`Cannot measure: ${answer.text}`);
    }
    socket.destroy();
  }

  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - from) / 1000;
  return { requests: done, refused, seconds, latencies: latencies.slice(0, done).sort() };
}

/** One request and its whole answer; answers are small, and come with their length. */
export function exchange(socket: Socket, request: Buffer): Promise<{ success: boolean; text: string }> {
  return new Promise((resolve, reject) => {
    let text = "";
    const finish = (error?: Error) => {
      socket.off("data", onData).off("error", finish).off("close", onClose);
      if (error) return reject(error);
      const success = text.startsWith("HTTP/1.1 200") && text.endsWith("\r\n\r\n{}");
      resolve({ success, text: `the function answered ${text.slice(0, 600)}` });
    };
    const onClose = () => finish(new Error("Cannot measure: the function closed the connection"));
    const onData = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      const length = Number(/^content-length: *(\d+)/im.exec(text.slice(0, end))?.[1] ?? 2);
      if (end >= 0 && text.length >= end + 4 + length) finish();
    };
    socket.on("data", onData).on("error", finish).on("close", onClose);
    socket.write(request);
  });
}

export const percentile = (sorted: Float64Array, p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? NaN;
