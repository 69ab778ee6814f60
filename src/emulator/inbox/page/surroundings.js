import { byId, element } from "./dom.js";
import { emulator } from "./emulator.js";
import { text } from "./language.js";

/** What stands beside the emulator; alone it has neither page nor Auth. */
let around = { pageUrl: null, auth: null };
/** How far the provider's time is ahead of this machine's. */
let aheadMs = 0;

export async function readSurroundings() {
  const [next, clock] = await Promise.all([emulator.surroundings(), emulator.clock()]);
  around = next;
  aheadMs = Date.parse(clock.businessTime) - Date.now();
  const link = byId("to-page");
  link.hidden = around.pageUrl === null;
  if (around.pageUrl !== null) link.href = around.pageUrl;
  return around;
}

/** The one time that the phone shows and its SMS carry. */
export const providersTime = () => new Date(Date.now() + aheadMs);

/** @param pass lets seconds pass */
export function authRows(pass) {
  if (around.auth === null) return [];
  const { perHour, left, codeSeconds } = around.auth;
  return [
    element("button", {
      type: "button",
      class: "plain wide",
      id: "expire-codes",
      // A code of the last second of its time would still be good.
      onclick: () => pass(codeSeconds + 1, "codesExpired"),
    }, text("expireCodes", codeSeconds / 60)),
    element("p", { class: "hint quota" }, text("authQuota", perHour, left)),
  ];
}
