import { expect, test } from "vitest";
import { checkPlace } from "../../../src/operator/doctor/check-place.ts";
import { configOf } from "../../support/hook/config.ts";

const EDGE = "https://abcdefgh.supabase.co/functions/v1/send-sms";

test.each([
  ["hosted Supabase", EDGE, {}],
  ["Cloudflare Workers", "https://send.me.workers.dev/", {}],
  ["Function Compute in Singapore", "https://send-abc.ap-southeast-1.fcapp.run/", {}],
  ["Function Compute in Hong Kong", "https://send-abc.cn-hongkong.fcapp.run/", {}],
  ["hosted Supabase, everybody allowed", EDGE, { SMS_ALLOWED_COUNTRIES: "*" }],
])("mainland numbers through SendSms from %s are warned of", (_what, url, env) => {
  expect(checkPlace(url, configOf(env))).toMatchObject([
    { id: "place_refused", level: "warn", subject: new URL(url).hostname },
  ]);
});

test.each([
  ["Function Compute in the mainland", "https://send-abc.cn-hangzhou.fcapp.run/", {}],
  ["a host of one's own", "https://sms.example.cn/send-sms", {}],
  ["a proxy in between", EDGE, { ALIYUN_SMS_ENDPOINT: "https://relay.example.cn" }],
  ["bundled signatures", EDGE, { ALIYUN_SMS_API: "dypnsapi", ALIYUN_SMS_TEMPLATE_CODE: "100001" }],
  ["no mainland numbers", EDGE, { SMS_ALLOWED_COUNTRIES: "HK" }],
  [
    "a route of its own for the mainland",
    EDGE,
    { ALIYUN_SMS_ROUTES: '[{"when":{"country":"CN"},"api":"dypnsapi","sign":"签名","template":"100001"}]' },
  ],
])("%s is not", (_what, url, env) => {
  expect(checkPlace(url, configOf(env))).toEqual([]);
});
