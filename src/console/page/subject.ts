import type { App } from "./app.ts";

/** Of a keyed hash, enough to tell two apart. */
const SHOWN = 8;

/** What a control closes, as people call it; what has no name here is shown as the ledger writes it. */
export function subjectName(app: Pick<App, "texts" | "formats">, subject: string): string {
  const texts = app.texts().controls;
  if (subject === "ip:*") return texts.everyAddress;
  const [, kind, hash = ""] = /^(ip|net):([0-9a-f]+)$/.exec(subject) ?? [];
  if (kind) return (kind === "ip" ? texts.address : texts.network)(`${hash.slice(0, SHOWN)}…`);
  if (/^\d+$/.test(subject)) return `+${subject}`;
  const region = app.formats().region(subject);
  return region === subject ? subject : `${region} (${subject})`;
}
