import type { Outcome } from "../../client/index.ts";
import { changePassword, changePhone } from "./account.ts";
import type { Command } from "./command-names.ts";
import type { Demo } from "./demo.ts";
import { manageSecondFactor } from "./manage-second-factor.ts";
import { signInWithCode, signInWithPassword, signUp } from "./sign-in.ts";

export const RUN: Readonly<Record<Command, (demo: Demo) => Promise<Outcome>>> = {
  signup: signUp,
  signin: signInWithCode,
  password: signInWithPassword,
  "change-phone": changePhone,
  "change-password": changePassword,
  mfa: manageSecondFactor,
};
