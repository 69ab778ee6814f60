import type { CodePurpose } from "../../client/index.ts";
import type { App } from "./app.ts";

/** What a form that sends a code says and does about the number that stands in it. */
export interface SmsState {
  /** A code for this went there within the wait: it is entered, for another one cannot be sent yet. */
  running(number: string | undefined): boolean;
  /** Seconds until the button may send, 0 also where it does not send. */
  wait(number: string | undefined): number;
  /** The button's label: it sends, or leads to where the code is entered. */
  submit(number: string | undefined): string;
  /** Why the button waits, or does not send. */
  hint(number: string | undefined): string;
}

export function smsState(app: App, purpose: CodePurpose, send: () => string): SmsState {
  const texts = () => app.language.texts().sms;
  const seconds = (number: string | undefined) =>
    number === undefined ? 0 : app.sentCodes.remainingSeconds(number);
  const running = (number: string | undefined) =>
    number !== undefined && seconds(number) > 0 && app.sentCodes.running(number, purpose);
  return {
    running,
    wait: (number) => running(number) ? 0 : seconds(number),
    submit: (number) => running(number) ? texts().enter : send(),
    hint: (number) => running(number) ? texts().running : seconds(number) > 0 ? texts().justSent : "",
  };
}
