import type { SmsApi } from "../hook/sms/route.ts";

/** What a send is called in a RAM policy. */
export const SEND_ACTION: Readonly<Record<SmsApi, string>> = {
  dysmsapi: "dysms:SendSms",
  dypnsapi: "dypns:SendSmsVerifyCode",
  globe: "dysms:SendMessageToGlobe",
};

/** What each command asks Alibaba Cloud. Signatures and templates of the other two APIs cannot be asked for. */
const ASKED = {
  setup: {
    dysmsapi: ["dysms:QuerySmsSignList", "dysms:QuerySmsTemplateList", "dysms:GetSmsTemplate"],
    dypnsapi: [],
    globe: [],
  },
  // Its send names a number that nobody can have.
  doctor: {
    dysmsapi: [SEND_ACTION.dysmsapi, "dysms:GetSmsSign", "dysms:GetSmsTemplate"],
    dypnsapi: [SEND_ACTION.dypnsapi],
    globe: [SEND_ACTION.globe],
  },
  "send-test": {
    dysmsapi: [SEND_ACTION.dysmsapi, "dysms:QuerySendDetails"],
    dypnsapi: [SEND_ACTION.dypnsapi],
    globe: [SEND_ACTION.globe],
  },
  receipts: {
    dysmsapi: ["dysms:QuerySendDetails"],
    dypnsapi: [],
    globe: ["dysms:QueryMessage"],
  },
} as const satisfies Record<string, Readonly<Record<SmsApi, readonly string[]>>>;

export type AskingCommand = keyof typeof ASKED;

export const commandActions = (command: AskingCommand, api: SmsApi): readonly string[] => ASKED[command][api];

/** What the function calls, and nothing else. */
export const functionPolicy = (api: SmsApi) => policyOf([SEND_ACTION[api]]);

/** One key of the administrator's for the three commands that lead to a running function. */
export const commandsPolicy = (api: SmsApi) =>
  policyOf([
    ...new Set([
      ...ASKED.setup[api],
      ...ASKED.doctor[api],
      ...ASKED["send-test"][api],
    ]),
  ]);

const policyOf = (actions: readonly string[]) => ({
  Version: "1",
  Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
});
