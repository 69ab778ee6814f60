import type { TimedSums } from "../wire.ts";
import type { App } from "./app.ts";

/** Of fewer, the slowest in a hundred is no more than the slowest. */
const ENOUGH = 100;

/** What is told beside the usual time of the provider: how long the slowest take. */
export function speedNote(
  app: Pick<App, "texts" | "formats">,
  { sent, rejected, send_ms_p99: p99 }: Pick<TimedSums, "sent" | "rejected" | "send_ms_p99">,
): string {
  const texts = app.texts().tiles;
  if (p99 === null) return app.texts().none;
  return sent + rejected < ENOUGH ? texts.tooFew : texts.slowest(app.formats().ms(p99));
}
