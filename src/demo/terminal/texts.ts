import type { Language } from "../../local-world/language.ts";
import type { Command } from "./arguments.ts";
import { CHINESE } from "./texts-zh.ts";
import { ENGLISH } from "./texts-en.ts";

export interface Texts {
  readonly help: string;
  readonly connected: (supabaseUrl: string) => string;
  readonly askPhone: string;
  readonly askPassword: string;
  readonly askPasswordOrCode: string;
  readonly askCurrentPassword: string;
  readonly askNewPassword: string;
  readonly askNewPhone: string;
  readonly askFactorPhone: string;
  readonly askRemoveFactor: string;
  readonly askChoice: string;
  /** `resend` is the client's own label, such as "Resend in 42 s". */
  readonly askCode: (resend: string) => string;
  readonly codeSent: (to: string) => string;
  readonly codeSentByEmail: string;
  readonly readInbox: (url: string) => string;
  readonly waitToResend: (label: string) => string;
  readonly codeLater: string;
  readonly inputEnded: string;
  readonly signedIn: (phone: string, userId: string) => string;
  readonly signInFirst: string;
  readonly signedOut: string;
  readonly phoneChanged: (phone: string) => string;
  readonly passwordChanged: string;
  readonly factorNeeded: string;
  readonly factorPhone: string;
  readonly factorAdded: string;
  readonly factorUsed: string;
  readonly factorThere: string;
  readonly factorRemoved: string;
  readonly startLocalWorld: string;
  readonly notSignedIn: string;
  readonly commands: Readonly<Record<Command | "signout" | "quit", string>>;
}

export const textsIn = (language: Language): Texts => language === "zh" ? CHINESE : ENGLISH;
