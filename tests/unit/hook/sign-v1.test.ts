import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalize, percentEncode } from "../../../src/hook/aliyun/sign-v1.ts";
import { createSignV1 } from "../../../src/hook/aliyun/sign-v1.ts";

async function signatureOf(method: "GET" | "POST", secret: string, params: Record<string, string>) {
  return new URLSearchParams(await createSignV1(secret)(method, params)).get("Signature");
}

const common = { SignatureMethod: "HMAC-SHA1", SignatureVersion: "1.0" };
/** Alibaba Cloud Help 315526, SMS: "HTTP protocol and signature". */
const SEND_SMS = {
  ...common,
  AccessKeyId: "testId",
  Action: "SendSms",
  Format: "XML",
  OutId: "123",
  PhoneNumbers: "15300000001",
  RegionId: "cn-hangzhou",
  SignName: "阿里云短信测试专用",
  SignatureNonce: "45e25e9b-0a6f-4070-8c85-2956eda1b466",
  TemplateCode: "SMS_71390007",
  TemplateParam: '{"customer":"test"}',
  Timestamp: "2017-07-12T02:42:19Z",
  Version: "2017-05-25",
};
const DESCRIBE_REGIONS = {
  ...common,
  AccessKeyId: "testid",
  Action: "DescribeRegions",
  Format: "XML",
  SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
  Timestamp: "2016-02-23T12:46:24Z",
  Version: "2014-05-26",
};
const DESCRIBE_DEDICATED_HOSTS = {
  ...common,
  AccessKeyId: "testid",
  Action: "DescribeDedicatedHosts",
  Format: "JSON",
  RegionId: "cn-beijing",
  SignatureNonce: "edb2b34af0af9a6d14deaf7c1a5315eb",
  Timestamp: "2023-03-13T08:34:30Z",
  Version: "2014-05-26",
};
/** Computed with Python's hmac and urllib, for the characters that the published vectors leave out. */
const PUNCTUATION = {
  ...common,
  AccessKeyId: "testid",
  Action: "SendSms",
  Format: "JSON",
  OutId: "a b",
  PhoneNumbers: "8613800138000",
  SignName: "阿里云~测试!",
  SignatureNonce: "n-1",
  TemplateCode: "SMS_1",
  TemplateParam: '{"code":"012345","note":"it\'s (5*1) ~!"}',
  Timestamp: "2026-08-20T12:00:00Z",
  Version: "2017-05-25",
};

describe("createSignV1()", () => {
  test.each(
    [
      ["the SMS documentation's SendSms", "GET", "testSecret", SEND_SMS, "zJDF+Lrzhj/ThnlvIToysFRq6t4="],
      ["the same as POST", "POST", "testSecret", SEND_SMS, "Xvhv7fPXrPkLVSnlt0jIr08o8NQ="],
      ["ECS DescribeRegions", "GET", "testsecret", DESCRIBE_REGIONS, "OLeaidS1JvxuMvnyHOwuJ+uX5qY="],
      ["the same as POST", "POST", "testsecret", DESCRIBE_REGIONS, "MxbnVAM4w6sft9xjVpe/GCKueuk="],
      [
        "ECS DescribeDedicatedHosts",
        "GET",
        "testsecret",
        DESCRIBE_DEDICATED_HOSTS,
        "9NaGiOspFP5UPcwX8Iwt2YJXXuk=",
      ],
      ["Chinese and !'()*~ as POST", "POST", "testsecret", PUNCTUATION, "sNuXaVM41GLXT0B71h6N6it4nzQ="],
      ["Chinese and !'()*~ as GET", "GET", "testsecret", PUNCTUATION, "kqCEveY4MbrZp7EKcbm4xWSbW48="],
    ] as const,
  )("signs %s", async (_, method, secret, params, expected) => {
    expect(await signatureOf(method, secret, params)).toBe(expected);
  });

  test("signs any text as an independent HMAC does, and gives a form that reads back as it was", async () => {
    const text = fc.string({ unit: "grapheme" });
    const params = fc.dictionary(fc.stringMatching(/^[A-Z][A-Za-z]{0,12}$/), text, { noNullPrototype: true });
    // RFC 3986 by bytes, without encodeURIComponent.
    const encode = (value: string) =>
      [...Buffer.from(value)].map((byte) =>
        /[A-Za-z0-9\-_.~]/.test(String.fromCharCode(byte))
          ? String.fromCharCode(byte)
          : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`
      ).join("");
    await fc.assert(fc.asyncProperty(params, text, async (params, secret) => {
      const query = Object.entries(params).sort(([a], [b]) => a < b ? -1 : 1)
        .map(([key, value]) => `${encode(key)}=${encode(value)}`).join("&");
      const expected = createHmac("sha1", `${secret}&`).update(`POST&%2F&${encode(query)}`).digest("base64");
      const form = await createSignV1(secret)("POST", params);
      const { Signature, ...rest } = Object.fromEntries(new URLSearchParams(form));
      expect(Signature).toBe(expected);
      expect(rest).toEqual(params);
    }));
  });
});

describe("encoding", () => {
  test("escapes what encodeURIComponent leaves, and keeps the unreserved", () => {
    expect(percentEncode("!'()*")).toBe("%21%27%28%29%2A");
    expect(percentEncode("-_.~aZ09")).toBe("-_.~aZ09");
    expect(percentEncode(" +/=&测")).toBe("%20%2B%2F%3D%26%E6%B5%8B");
  });

  test("sorts by bytes, not by locale", () => {
    const query = canonicalize({ b: "1", a: "2", B: "3", A_: "4", AB: "5" });
    expect(query).toBe("AB=5&A_=4&B=3&a=2&b=1");
  });
});
