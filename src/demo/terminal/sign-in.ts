import type { Outcome } from "../../client/index.ts";
import { announceCode, askPhone, type Demo } from "./demo.ts";
import { enterCode } from "./enter-code.ts";
import { passSecondFactor } from "./pass-second-factor.ts";

export async function signUp(demo: Demo): Promise<Outcome> {
  const { auth, given, terminal, texts } = demo;
  const read = await askPhone(demo, given.phone);
  if (!read.ok) return read;
  const { phone } = read;
  if (given.code !== undefined) {
    return await greet(demo, phone, await auth.verifyCode({ phone, code: given.code }));
  }
  const password = given.password ?? await terminal.askSecret(texts.askPassword);
  const signedUp = await auth.signUp({ phone, password });
  if (!signedUp.ok) return signedUp;
  if (signedUp.step === "signed_in") return await greet(demo, signedUp.phone, signedUp);
  announceCode(demo, signedUp.phone);
  const verified = await enterCode(demo, {
    verify: (code) => auth.verifyCode({ phone, code }),
    resend: () => auth.resendSignUpCode({ phone }),
  });
  return await greet(demo, signedUp.phone, verified);
}

export async function signInWithCode(demo: Demo, known?: string): Promise<Outcome> {
  const { auth, given } = demo;
  const read = await askPhone(demo, known ?? given.phone);
  if (!read.ok) return read;
  const { phone } = read;
  if (given.code !== undefined) {
    return await greet(demo, phone, await auth.verifyCode({ phone, code: given.code }));
  }
  const sent = await auth.requestCode({ phone });
  if (!sent.ok) return sent;
  announceCode(demo, sent.phone);
  const verified = await enterCode(demo, {
    verify: (code) => auth.verifyCode({ phone, code }),
    resend: () => auth.requestCode({ phone }),
  });
  return await greet(demo, sent.phone, verified);
}

export async function signInWithPassword(demo: Demo): Promise<Outcome> {
  const { given, terminal, texts } = demo;
  const read = await askPhone(demo, given.phone);
  if (!read.ok) return read;
  const { phone } = read;
  const password = given.password ?? await terminal.askSecret(texts.askPassword);
  return await greet(demo, phone, await demo.auth.signInWithPassword({ phone, password }));
}

/** For what only a person who is signed in can do. `--code` then is that step's code, not a sign-in's. */
export async function ensureSignedIn(demo: Demo): Promise<Outcome> {
  const { auth, given, terminal, texts } = demo;
  if (await demo.currentPhone() !== undefined) return { ok: true };
  terminal.print(texts.signInFirst);
  const read = await askPhone(demo, given.phone);
  if (!read.ok) return read;
  const { phone } = read;
  const password = given.password ?? await terminal.askSecret(texts.askPasswordOrCode);
  if (password === "" && given.code === undefined) return await signInWithCode(demo, phone);
  return await greet(demo, phone, await auth.signInWithPassword({ phone, password }));
}

async function greet(
  demo: Demo,
  phone: string,
  signedIn: Outcome<{ readonly session: { readonly user: { readonly id: string } } }>,
): Promise<Outcome> {
  if (!signedIn.ok) return signedIn;
  demo.terminal.print(demo.texts.signedIn(phone, signedIn.session.user.id));
  return await passSecondFactor(demo);
}
