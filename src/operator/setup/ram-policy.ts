import type { SmsApi } from "../../hook/sms/route.ts";

const SEND: Readonly<Record<SmsApi, string>> = {
  dysmsapi: "dysms:SendSms",
  dypnsapi: "dypns:SendSmsVerifyCode",
  globe: "dysms:SendMessageToGlobe",
};

/** What the function calls, and nothing else. */
export const functionPolicy = (api: SmsApi) => policyOf([SEND[api]]);

/** What the commands ask besides, with a key of the administrator's; set-up, doctor and test send in this order. */
export const commandsPolicy = (api: SmsApi) =>
  policyOf(
    api === "dysmsapi"
      ? [
        "dysms:QuerySmsSignList",
        "dysms:QuerySmsTemplateList",
        "dysms:GetSmsSign",
        "dysms:GetSmsTemplate",
        SEND[api],
        "dysms:QuerySendDetails",
      ]
      : [SEND[api]],
  );

const policyOf = (actions: readonly string[]) => ({
  Version: "1",
  Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
});
