import { authKinds } from "./auth.ts";
import { configurationKinds } from "./configuration.ts";
import { envFileKinds } from "./env-file.ts";
import { hookKinds } from "./hook.ts";
import { ledgerKinds } from "./ledger.ts";
import { providerKinds } from "./provider.ts";

/** Everything that the doctor can find, what else rests on first. docs/doctor.md lists the same ids. */
export const KINDS = {
  ...envFileKinds,
  ...configurationKinds,
  ...providerKinds,
  ...hookKinds,
  ...authKinds,
  ...ledgerKinds,
};
