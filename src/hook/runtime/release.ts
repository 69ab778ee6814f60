/** Put in by the build (src/cli/bundle-options.ts): the commit that the file was made of. */
declare const SEND_SMS_COMMIT: string | undefined;

/** Which code this is. The version is that of package.json, which a deployed function does not have. */
export const RELEASE = {
  version: "0.1.0",
  commit: typeof SEND_SMS_COMMIT === "string" ? SEND_SMS_COMMIT : "unknown",
} as const;
