import type { CodePurpose } from "../../client/index.ts";
import type { App } from "./app.ts";
import type { PhoneField } from "./fields/phone-field.ts";

/** What a form that sends a code does with the number that stands in it. */
export interface SmsButton {
  readonly submit: () => string;
  readonly wait: () => number;
  /** Why the button waits, or does not send. */
  readonly hint: () => string;
  /** The code of this number is still on its way or at hand: it is entered, not sent again. */
  readonly running: () => boolean;
}

/** `phone` is asked for when it is there: its hint comes from here. */
export function smsButton(
  app: App,
  phone: () => Pick<PhoneField, "number">,
  purpose: CodePurpose,
  send: () => string,
): SmsButton {
  const texts = () => app.language.texts().sms;
  const seconds = () => {
    const number = phone().number();
    return number === undefined ? 0 : app.sentCodes.remainingSeconds(number);
  };
  const running = () => seconds() > 0 && app.sentCodes.running(phone().number() ?? "", purpose);
  return {
    running,
    submit: () => running() ? texts().enter : send(),
    wait: () => running() ? 0 : seconds(),
    hint: () => running() ? texts().running : seconds() > 0 ? texts().justSent : "",
  };
}
