export const COMMANDS = ["signup", "signin", "password", "change-phone", "change-password", "mfa"] as const;
export type Command = (typeof COMMANDS)[number];

/** What nobody needs who is signed in. */
export const TO_SIGN_IN: readonly Command[] = ["signup", "signin", "password"];
