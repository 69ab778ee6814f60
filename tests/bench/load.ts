import { connect, type Socket } from "node:net";
import { signedRequest } from "./requests.ts";

export interface LoadResult {
  requests: number;
  seconds: number;
  /** Sorted, in ms. */
  latencies: Float64Array;
}

/** Keeps `connections` busy until `requests` are answered; any answer but a success ends the run. */
export async function load(port: number, connections: number, requests: number): Promise<LoadResult> {
  const latencies = new Float64Array(requests);
  let started = 0;
  let done = 0;
  const from = performance.now();

  async function worker(): Promise<void> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    while (started < requests) {
      started++;
      // Made before the clock starts: signing is the load's work, not the function's.
      const request = signedRequest(port);
      const at = performance.now();
      await exchange(socket, request);
      latencies[done++] = performance.now() - at;
    }
    socket.destroy();
  }

  await Promise.all(Array.from({ length: connections }, worker));
  return { requests: done, seconds: (performance.now() - from) / 1000, latencies: latencies.sort() };
}

/** One request and its whole answer; answers are small and come in one piece with `{}` at the end. */
export function exchange(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    const finish = (error?: Error) => {
      socket.off("data", onData).off("error", finish).off("close", onClose);
      if (error) reject(error);
      else resolve();
    };
    const onClose = () => finish(new Error("Cannot measure: the function closed the connection"));
    const onData = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (end < 0 || text.length < end + 6) return;
      const success = text.startsWith("HTTP/1.1 200") && text.slice(end + 4) === "{}";
      finish(success ? undefined : new Error(`Cannot measure: the function answered ${text.slice(0, 600)}`));
    };
    socket.on("data", onData).on("error", finish).on("close", onClose);
    socket.write(request);
  });
}

export const percentile = (sorted: Float64Array, p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? NaN;
