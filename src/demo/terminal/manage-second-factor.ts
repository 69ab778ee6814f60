import type { Outcome } from "../../client/index.ts";
import { askPhone, type Demo } from "./demo.ts";
import { challengeUntilRight } from "./pass-second-factor.ts";
import { ensureSignedIn } from "./sign-in.ts";

/** Adds a phone as second factor, or removes the one that is there. */
export async function manageSecondFactor(demo: Demo): Promise<Outcome> {
  const { auth: { secondFactor }, terminal, texts, given } = demo;
  const signedIn = await ensureSignedIn(demo);
  if (!signedIn.ok) return signedIn;
  const status = await secondFactor.status();
  if (!status.ok) return status;
  const there = status.factors.find(({ verified }) => verified);
  if (there !== undefined) return await offerToRemove(demo, there.factorId);

  const read = await askPhone(demo, given.newPhone, texts.askFactorPhone);
  if (!read.ok) return read;
  const { phone } = read;
  // An enrolment that was given up still takes its place.
  for (const { factorId } of status.factors) await secondFactor.unenroll({ factorId });
  const enrolled = await secondFactor.enroll({ phone });
  if (!enrolled.ok) return enrolled;
  const confirmed = await challengeUntilRight(demo, enrolled.factorId, enrolled.phone);
  if (confirmed.ok) terminal.print(texts.factorAdded);
  return confirmed;
}

async function offerToRemove({ auth, terminal, texts }: Demo, factorId: string): Promise<Outcome> {
  terminal.print(texts.factorThere);
  if (!/^y/i.test(await terminal.ask(texts.askRemoveFactor))) return { ok: true };
  const removed = await auth.secondFactor.unenroll({ factorId });
  if (removed.ok) terminal.print(texts.factorRemoved);
  return removed;
}
