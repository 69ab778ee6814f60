import type { Socket } from "node:net";
import type { Answer } from "./answer.ts";
import type { TransportFault } from "./fault-schema.ts";
import { type AnswerContext, toWire, type WireAnswer, withoutCode } from "./wire-answer.ts";

type DamagingFault = Exclude<TransportFault, { kind: "delay" }>;

const HTML = "<html><head><title>Bad Gateway</title></head><body><h1>emulated proxy error</h1></body></html>";
const NOTHING: Answer = { kind: "success", body: { Message: "emulated fault", Code: "OK" } };

/** What is left of an answer, or null when the connection is to be lost; `answer` is null if nothing was done. */
export function damage(
  fault: DamagingFault,
  answer: Answer | null,
  context: AnswerContext,
): WireAnswer | null {
  switch (fault.kind) {
    case "hang":
    case "reset":
      return null;
    case "html":
      return { status: fault.status, code: null, contentType: "text/html", body: HTML };
    case "garbage":
      return { status: 200, code: null, contentType: "text/plain", body: "emulated garbage, not JSON" };
    case "truncated": {
      const whole = toWire(answer ?? NOTHING, context);
      return { ...whole, code: null, body: whole.body.slice(0, Math.floor(whole.body.length / 2)) };
    }
    case "no-code":
      return withoutCode(answer ?? NOTHING, context, fault.status);
  }
}

/** Either a TCP reset at once, or silence until the other side (or `close()`) ends the connection. */
export async function loseConnection(socket: Socket, fault: TransportFault | null): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once("close", () => resolve());
  });
  if (fault?.kind === "reset") socket.resetAndDestroy();
  await closed;
}
