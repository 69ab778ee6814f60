import type { Outcome } from "../../client/index.ts";
import { announceCode, askPhone, type Demo } from "./demo.ts";
import { enterCode } from "./enter-code.ts";
import { ensureSignedIn } from "./sign-in.ts";

export async function changePhone(demo: Demo): Promise<Outcome> {
  const { auth, given, texts } = demo;
  const signedIn = await ensureSignedIn(demo);
  if (!signedIn.ok) return signedIn;
  const read = await askPhone(demo, given.newPhone, texts.askNewPhone);
  if (!read.ok) return read;
  const { phone } = read;
  const verify = (code: string) => auth.verifyPhoneChange({ phone, code });

  if (given.code !== undefined) return done(demo, texts.phoneChanged(phone), await verify(given.code));
  const step = await auth.changePhone({ phone });
  if (!step.ok) return step;
  if (step.step === "changed") return done(demo, texts.phoneChanged(step.phone), step);
  announceCode(demo, step.phone);
  const changed = await enterCode(demo, { verify, resend: () => auth.resendPhoneChangeCode() });
  return done(demo, texts.phoneChanged(step.phone), changed);
}

export async function changePassword(demo: Demo): Promise<Outcome> {
  const { auth, given, terminal, texts } = demo;
  const signedIn = await ensureSignedIn(demo);
  if (!signedIn.ok) return signedIn;
  const newPassword = given.newPassword ?? await terminal.askSecret(texts.askNewPassword);
  const change = (more: { code?: string; currentPassword?: string }) =>
    auth.changePassword({ newPassword, ...more });

  let changed = await change(given.code === undefined ? {} : { code: given.code });
  if (!changed.ok && changed.problem.code === "current_password_required") {
    const currentPassword = given.password ?? await terminal.askSecret(texts.askCurrentPassword);
    changed = await change({ currentPassword });
  }
  if (!changed.ok && changed.problem.code === "reauthentication_needed") {
    changed = await changeWithCode(demo, change);
  }
  return done(demo, texts.passwordChanged, changed);
}

/** A session of yesterday has to prove itself; a recent one does not. */
async function changeWithCode<T extends object>(
  demo: Demo,
  change: (input: { code: string }) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { auth, terminal, texts } = demo;
  const sent = await auth.requestPasswordChangeCode();
  if (!sent.ok) return sent;
  if (sent.sentTo === "email") terminal.print(texts.codeSentByEmail);
  else announceCode(demo, await demo.currentPhone() ?? "");
  return await enterCode(demo, {
    verify: (code) => change({ code }),
    resend: () => auth.requestPasswordChangeCode(),
  });
}

function done(demo: Demo, sentence: string, outcome: Outcome): Outcome {
  if (outcome.ok) demo.terminal.print(sentence);
  return outcome;
}
