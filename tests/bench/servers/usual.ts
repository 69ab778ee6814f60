// The usual way, as the public examples lead to it: standardwebhooks and @alicloud/pop-core, one handler.
import PopCore from "@alicloud/pop-core";
import { Webhook } from "standardwebhooks";

const env = (name: string) => Deno.env.get(name) ?? "";
const client = new PopCore({
  endpoint: env("ALIYUN_SMS_ENDPOINT"),
  apiVersion: "2017-05-25",
  accessKeyId: env("ALIBABA_CLOUD_ACCESS_KEY_ID"),
  accessKeySecret: env("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
});
const webhook = new Webhook(env("SEND_SMS_HOOK_SECRETS").replace("v1,whsec_", ""));

Deno.serve({ hostname: "127.0.0.1", port: Number(env("PORT")), onListen: () => {} }, async (request) => {
  const body = await request.text();
  try {
    webhook.verify(body, Object.fromEntries(request.headers));
    const { sms } = JSON.parse(body);
    await client.request("SendSms", {
      PhoneNumbers: sms.phone,
      SignName: env("ALIYUN_SMS_SIGN_NAME"),
      TemplateCode: env("ALIYUN_SMS_TEMPLATE_CODE"),
      TemplateParam: JSON.stringify({ code: sms.otp }),
    }, { method: "POST" });
    return Response.json({});
  } catch (error) {
    return Response.json({ error: { http_code: 500, message: String(error) } }, { status: 500 });
  }
});
