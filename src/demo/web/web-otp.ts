/** https://wicg.github.io/web-otp/: not in TypeScript's library, and in Chromium only. */
interface OtpRequest extends CredentialRequestOptions {
  readonly otp: { readonly transport: readonly ["sms"] };
}

/**
 * Takes the code from the SMS where the browser offers it. It needs the last line of the SMS to name the
 * site (`@example.com #123456`), which templates for the mainland cannot; the system's autofill needs nothing.
 */
export async function codeFromSms(left: AbortSignal): Promise<string | undefined> {
  if (!("OTPCredential" in globalThis)) return undefined;
  try {
    const request: OtpRequest = { otp: { transport: ["sms"] }, signal: left };
    const credential = await navigator.credentials.get(request);
    return credential !== null && "code" in credential && typeof credential.code === "string"
      ? credential.code
      : undefined;
  } catch {
    // The person left, refused, or waited too long: there is still the keyboard.
    return undefined;
  }
}
