import type { Command } from "./command-names.ts";

export const ENGLISH = {
  help: `npm run demo -- [command] [number] [flags]

  signup +8613800138000            register with a password, confirm with the code
  signin +8613800138000            sign in with a code
  password +8613800138000          sign in with the password
  change-phone +8613800138000      sign in, then change the number
  change-password +8613800138000   sign in, then change the password
  mfa +8613800138000               sign in, then add or remove a phone as second factor
  (no command)                     a menu

  --password, --code, --new-phone, --new-password   instead of being asked; with --code none is sent
  --lang zh                                         the language (default: LANG)
  --help                                            this text

  SUPABASE_URL and SUPABASE_PUBLISHABLE_KEY (or SUPABASE_ANON_KEY) name the project; without them it is the
  local world of npm start.`,
  connected: (supabaseUrl: string) => `Phone sign-in at ${supabaseUrl}`,
  askPhone: "Phone number (+86…): ",
  askPassword: "Password: ",
  askPasswordOrCode: "Password (empty: sign in with a code): ",
  askCurrentPassword: "Current password: ",
  askNewPassword: "New password: ",
  askNewPhone: "New phone number (+86…): ",
  askFactorPhone: "Phone number of the second factor (+86…): ",
  askRemoveFactor: "Remove it? (y/N) ",
  askChoice: "Choose: ",
  notOffered: (choice: string, last: number) => `"${choice}" is none of 0 to ${last}.`,
  /** `resend` is the client's own label, such as "Resend in 42 s". */
  askCode: (resend: string) => `Code (r: ${resend}): `,
  codeSent: (to: string) => `A code is on its way to ${to}.`,
  codeSentByEmail: "A code is on its way to your e-mail address.",
  readInbox: (url: string) => `Read it here: ${url}`,
  waitToResend: (label: string) => `Not yet. ${label}.`,
  codeLater: "The code is sent. Run the same command again with --code to finish.",
  inputEnded: "There is no more input. Give what was asked for as a flag: see --help.",
  signedIn: (phone: string, userId: string) => `✓ Signed in as ${phone} (user ${userId}).`,
  signInFirst: "Sign in first.",
  signedOut: "✓ Signed out.",
  phoneChanged: (phone: string) => `✓ The number is now ${phone}.`,
  passwordChanged: "✓ The password is changed.",
  factorNeeded: "This account has a second factor.",
  factorPhone: "the phone of your second factor",
  factorAdded: "✓ The phone is now the second factor.",
  factorUsed: "✓ Confirmed with the second factor.",
  factorThere: "A phone is the second factor of this account.",
  factorRemoved: "✓ The second factor is removed.",
  startLocalWorld: "Is the local world running? Start it in another terminal: npm start",
  notSignedIn: "Not signed in.",
  commands: {
    signup: "Sign up",
    signin: "Sign in with a code",
    password: "Sign in with a password",
    "change-phone": "Change the phone number",
    "change-password": "Change the password",
    mfa: "Second factor",
    signout: "Sign out",
    quit: "Quit",
  } satisfies Record<Command | "signout" | "quit", string>,
};

export type Texts = typeof ENGLISH;
