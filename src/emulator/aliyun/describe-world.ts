import { ACTIONS } from "./actions/all.ts";
import type { World } from "./world.ts";

/** What `GET /_emulator/` answers: everything a newcomer needs to send the first SMS. */
export function describeWorld(world: World) {
  const { accessKeys, signs, templates } = world.account.seed();
  return {
    name: "Alibaba Cloud SMS emulator",
    notice: "A stand-in for development: no real SMS is sent.",
    actions: ACTIONS.map(({ name, version, api }) => ({ api, version, action: name })),
    // Without the secrets: any page may read this, and someone may have seeded a real key.
    accessKeys: accessKeys.map(({ id, securityToken }) => ({ id, sts: securityToken !== undefined })),
    signs,
    templates,
    settings: world.account.settings(),
    receipts: world.carrier.settings(),
    clock: world.clock.read(),
    faults: world.faults.all(),
    endpoints: [
      "GET /_emulator/inbox",
      "GET /_emulator/messages?phone=",
      "DELETE /_emulator/messages",
      "GET /_emulator/events",
      "GET /_emulator/requests",
      "GET|PUT|DELETE /_emulator/fault",
      "GET|PUT /_emulator/clock",
      "GET|PUT /_emulator/settings",
      "GET|PUT|POST /_emulator/receipts",
      "GET /_emulator/surroundings",
      "POST /_emulator/reset",
    ],
  };
}
