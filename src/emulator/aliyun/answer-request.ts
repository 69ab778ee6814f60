import type { Action } from "./actions/action.ts";
import { ACTIONS } from "./actions/all.ts";
import { type Answer, businessRefusal, injectedRefusal } from "./answer.ts";
import { authenticate } from "./authenticate.ts";
import type { ReceivedRequest } from "./entities.ts";
import type { Target } from "./fault-board.ts";
import { type GatewayRefusal, gatewayRefusal, missingParameter } from "./gateway-error.ts";
import type { RpcRequest } from "./rpc-request.ts";
import type { World } from "./world.ts";

/** The gateway's checks in its order, then the product's. */
export function answerRequest(
  rpc: RpcRequest,
  received: ReceivedRequest,
  target: Target,
  world: World,
): Answer {
  if (rpc.method !== "GET" && rpc.method !== "POST") return gatewayRefusal("UnsupportedHTTPMethod");
  const action = selectAction(rpc);
  if ("kind" in action) return action;

  const authentication = authenticate(rpc, world);
  if (authentication.kind === "gateway") return authentication;

  const missing = action.requiredParams.find((name) => !rpc.params.get(name));
  if (missing !== undefined) return missingParameter(missing);

  const fault = world.faults.takeCode(target);
  if (fault !== null) return injectedRefusal(fault.code, fault.message, fault.status);

  const { allowedActions } = authentication.accessKey;
  if (allowedActions !== undefined && !allowedActions.includes(action.ramAction)) {
    return businessRefusal(action.permissionCode);
  }
  return action.handle({ ...world, params: rpc.params, request: received });
}

export function findAction(rpc: RpcRequest): Action | undefined {
  return ACTIONS.find(({ name, version }) => name === rpc.action && version === rpc.version);
}

function selectAction(rpc: RpcRequest): Action | GatewayRefusal {
  if (!rpc.action) return missingParameter("Action");
  if (!rpc.version) return missingParameter("Version");
  if (!ACTIONS.some(({ version }) => version === rpc.version)) return gatewayRefusal("InvalidVersion");
  return findAction(rpc) ?? gatewayRefusal("InvalidAction.NotFound");
}
