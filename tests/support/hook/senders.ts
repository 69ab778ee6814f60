import type { SendOutcome, SmsMessage, SmsSender } from "../../../src/hook/sms/sms-sender.ts";

export interface ScriptedSender extends SmsSender {
  readonly sent: SmsMessage[];
}

/** Gives the outcomes in their order and fails where more is asked of it than the test foresees. */
export function createScriptedSender(
  outcomes: readonly (SendOutcome | Error)[],
  onSend: () => void | Promise<void> = () => {},
): ScriptedSender {
  const sent: SmsMessage[] = [];
  return {
    sent,
    async send(message) {
      const outcome = outcomes[sent.length];
      sent.push(message);
      await onSend();
      if (outcome === undefined) throw new Error("Cannot answer: the test did not expect this send");
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
}
