import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { setTimeout as sleep } from "node:timers/promises";
import { answerRequest, findAction } from "./answer-request.ts";
import type { ReceivedRequest } from "./entities.ts";
import { maskHeaders, maskParams } from "./mask.ts";
import { readRpcRequest, type RpcRequest } from "./rpc-request.ts";
import { damage, loseConnection } from "./transport-fault.ts";
import { type AnswerContext, toWire, type WireAnswer } from "./wire-answer.ts";
import type { World } from "./world.ts";

export type GatewayContext = Context<{ Bindings: HttpBindings }>;

/** The handler of `/`: every API of the three products is one path and many actions. */
export function createGateway(world: World, closing: AbortSignal) {
  return async (c: GatewayContext): Promise<Response> => {
    const rpc = await readRpcRequest(c.req.raw);
    const received = describe(rpc, world);
    const context: AnswerContext = {
      api: received.api,
      action: received.action,
      requestId: received.id,
      host: rpc.host,
      format: rpc.format,
    };
    const recipients = findAction(rpc)?.recipients(rpc.params) ?? [];
    const phones = recipients.flatMap((recipient) => recipient?.e164 ?? []);
    const target = { api: received.api, action: received.action, phones };

    const fault = world.faults.takeTransport(target);
    // A caller who gave up waiting has still sent the SMS, so the wait ends early only with the emulator.
    if (fault?.kind === "delay") await sleep(fault.ms, undefined, { signal: closing }).catch(() => undefined);

    const isLostBefore = fault !== null && fault.kind !== "delay" && fault.when === "before";
    const sentBefore = world.messages.total();
    const answer = isLostBefore ? null : answerRequest(rpc, received, target, world);
    const accepted = world.messages.total() > sentBefore;
    const wire = fault === null || fault.kind === "delay"
      ? (answer && toWire(answer, context))
      : damage(fault, answer, context);

    world.requests.add({ ...received, accepted, answer: wire && summary(wire), fault: fault?.kind ?? null });
    if (wire !== null) return respond(wire, received.id, world.clock.gatewayMs());
    await loseConnection(c.env.incoming.socket, fault);
    return RESPONSE_ALREADY_SENT;
  };
}

function describe(rpc: RpcRequest, world: World): ReceivedRequest {
  return {
    id: world.ids.requestId(),
    at: world.clock.read().businessTime,
    method: rpc.method,
    api: findAction(rpc)?.api ?? null,
    action: rpc.action ?? null,
    signature: rpc.signature,
    headers: maskHeaders(rpc.headers),
    query: maskParams(rpc.query),
    form: maskParams(rpc.form),
  };
}

function summary({ status, code, body }: WireAnswer) {
  return { status, code, body };
}

/** `date` is the provider's own clock, which a caller may compare its own with. */
function respond(wire: WireAnswer, requestId: string, nowMs: number): Response {
  return new Response(wire.body, {
    status: wire.status,
    headers: {
      "content-type": wire.contentType,
      "x-acs-request-id": requestId,
      date: new Date(nowMs).toUTCString(),
    },
  });
}
