import type { Outcome } from "../../client/index.ts";
import { announceCode, type Demo } from "./demo.ts";
import { enterCode } from "./enter-code.ts";

/** Confirms a sign-in of somebody who has a second factor; nothing for everybody else. */
export async function passSecondFactor(demo: Demo): Promise<Outcome> {
  const status = await demo.auth.secondFactor.status();
  if (!status.ok || !status.required) return status;
  const factor = status.factors.find(({ verified }) => verified);
  if (factor === undefined) return { ok: true };
  demo.terminal.print(demo.texts.factorNeeded);
  const confirmed = await challengeUntilRight(demo, factor.factorId);
  if (confirmed.ok) demo.terminal.print(demo.texts.factorUsed);
  return confirmed;
}

/** Every SMS belongs to a challenge of its own; the newest counts. */
export async function challengeUntilRight(demo: Demo, factorId: string, phone?: string): Promise<Outcome> {
  const { secondFactor } = demo.auth;
  let challenge = await secondFactor.challenge({ factorId });
  if (!challenge.ok) return challenge;
  let { challengeId } = challenge;
  announceCode(demo, phone ?? demo.texts.factorPhone);
  return await enterCode(demo, {
    verify: (code) => secondFactor.verify({ factorId, challengeId, code }),
    resend: async () => {
      challenge = await secondFactor.challenge({ factorId });
      if (challenge.ok) challengeId = challenge.challengeId;
      return challenge;
    },
  });
}
